# Signs a token for seller-chat. Ruby 2.7 or newer; no gem is needed.
require "json"
require "openssl"

def part(data)
  [data].pack("m0").tr("+/", "-_").delete("=")
end

def sign(claims, secret, seconds = 3600)
  now = Time.now.to_i
  text = [{ alg: "HS256", typ: "JWT" }, claims.merge(iat: now, exp: now + seconds)].map { |each| part(each.to_json) }.join(".")
  "#{text}.#{part(OpenSSL::HMAC.digest("SHA256", secret, text))}"
end

# `sellers`: for whom this person answers. A buyer has none.
person = { sub: "user-17", name: "Анна Белова", sellers: [{ id: "svet", name: "Мастерская света" }] }
puts sign(person, ENV.fetch("AUTH_SECRET"))

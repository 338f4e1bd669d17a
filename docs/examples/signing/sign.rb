# Signs a token for seller-chat. Ruby 2.7 or newer; no gem is needed.
# `ruby sign.rb` prints a buyer's token, `ruby sign.rb seller` one of somebody who answers for a seller.
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

if __FILE__ == $PROGRAM_NAME
  secret = ENV.fetch("AUTH_SECRET", "")
  abort "AUTH_SECRET must be the chat server's secret, at least 32 bytes." if secret.bytesize < 32
  buyer = { sub: "user-17", name: "Анна Белова" }
  # Who answers for sellers: their token names them.
  agent = { sub: "user-3", name: "Пётр", sellers: [{ id: "svet", name: "Мастерская света" }] }
  puts sign(ARGV == ["seller"] ? agent : buyer, secret)
end

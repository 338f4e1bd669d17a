<?php
// Signs a token for seller-chat. PHP 7.4 or newer; no package is needed.

function part(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

function sign(array $claims, string $secret, int $seconds = 3600): string
{
    $payload = $claims + ['iat' => time(), 'exp' => time() + $seconds];
    $text = part('{"alg":"HS256","typ":"JWT"}') . '.' . part(json_encode($payload, JSON_THROW_ON_ERROR));
    return $text . '.' . part(hash_hmac('sha256', $text, $secret, true));
}

// `sellers`: for whom this person answers. A buyer has none.
$person = ['sub' => 'user-17', 'name' => 'Анна Белова', 'sellers' => [['id' => 'svet', 'name' => 'Мастерская света']]];
echo sign($person, getenv('AUTH_SECRET')), "\n";

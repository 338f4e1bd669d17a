<?php
// Signs a token for seller-chat. PHP 7.4 or newer; no package is needed.
// `php sign.php` prints a buyer's token, `php sign.php seller` one of somebody who answers for a seller.

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

if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    $secret = (string) getenv('AUTH_SECRET');
    if (strlen($secret) < 32) {
        fwrite(STDERR, "AUTH_SECRET must be the chat server's secret, at least 32 bytes.\n");
        exit(1);
    }
    $buyer = ['sub' => 'user-17', 'name' => 'Анна Белова'];
    // Who answers for sellers: their token names them.
    $agent = ['sub' => 'user-3', 'name' => 'Пётр', 'sellers' => [['id' => 'svet', 'name' => 'Мастерская света']]];
    echo sign(($argv[1] ?? '') === 'seller' ? $agent : $buyer, $secret), "\n";
}

// Signs a token for seller-chat. Go 1.18 or newer; the standard library alone.
// `go run sign.go` prints a buyer's token, `go run sign.go seller` one of somebody who answers for a seller.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// Seller is somebody for whom a person answers.
type Seller struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// Claims says who a person is. A buyer has no sellers.
type Claims struct {
	Sub     string   `json:"sub"`
	Name    string   `json:"name,omitempty"`
	Picture string   `json:"picture,omitempty"`
	Sellers []Seller `json:"sellers,omitempty"`
	Iat     int64    `json:"iat"`
	Exp     int64    `json:"exp"`
}

func sign(claims Claims, secret string, lifetime time.Duration) (string, error) {
	now := time.Now()
	claims.Iat, claims.Exp = now.Unix(), now.Add(lifetime).Unix()
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	part := base64.RawURLEncoding.EncodeToString
	text := part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + part(payload)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return text + "." + part(mac.Sum(nil)), nil
}

func main() {
	secret := os.Getenv("AUTH_SECRET")
	if len(secret) < 32 {
		fmt.Fprintln(os.Stderr, "AUTH_SECRET must be the chat server's secret, at least 32 bytes.")
		os.Exit(1)
	}
	person := Claims{Sub: "user-17", Name: "Анна Белова"}
	if len(os.Args) > 1 && os.Args[1] == "seller" {
		person = Claims{Sub: "user-3", Name: "Пётр", Sellers: []Seller{{ID: "svet", Name: "Мастерская света"}}}
	}
	token, err := sign(person, secret, time.Hour)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(token)
}

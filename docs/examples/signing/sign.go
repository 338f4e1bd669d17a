// Signs a token for seller-chat. Go 1.18 or newer; the standard library alone.
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
	person := Claims{Sub: "user-17", Name: "Анна Белова", Sellers: []Seller{{ID: "svet", Name: "Мастерская света"}}}
	token, err := sign(person, os.Getenv("AUTH_SECRET"), time.Hour)
	if err != nil {
		panic(err)
	}
	fmt.Println(token)
}

// Reads lines {id, kind, document} and writes lines {id, document} or {id, refused}: each document read into its type and written back.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
//IMPORTS
)

type entry struct {
	Id       string          `json:"id"`
	Kind     string          `json:"kind"`
	Document json.RawMessage `json:"document"`
}

type answer struct {
	Id       string          `json:"id"`
	Document json.RawMessage `json:"document,omitempty"`
	Refused  bool            `json:"refused,omitempty"`
}

func roundTrip(kind string, document []byte) ([]byte, error) {
	switch kind {
//KINDS
	}
	return nil, fmt.Errorf("unknown kind %s", kind)
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var line entry
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			panic(err)
		}
		document, err := roundTrip(line.Kind, line.Document)
		text, err := json.Marshal(answer{line.Id, document, err != nil})
		if err != nil {
			panic(err)
		}
		fmt.Println(string(text))
	}
}

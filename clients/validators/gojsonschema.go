// The verdicts of gojsonschema on a corpus: a character for each line, `1` or `0`. Usage: gojsonschema SCHEMA CORPUS

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/xeipuuv/gojsonschema"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	must(err)
	schema, err := gojsonschema.NewSchema(gojsonschema.NewBytesLoader(text))
	must(err)
	corpus, err := os.Open(os.Args[2])
	must(err)
	lines := bufio.NewScanner(corpus)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct{ Text string }
		must(json.Unmarshal(lines.Bytes(), &line))
		result, err := schema.Validate(gojsonschema.NewStringLoader(line.Text))
		must(err)
		if result.Valid() {
			fmt.Print("1")
		} else {
			fmt.Print("0")
		}
	}
	must(lines.Err())
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

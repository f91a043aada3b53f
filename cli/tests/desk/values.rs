//! Private values are in no table unless they are requested.

use super::{
    CASE_A, HEART, PROGRAMMES,
    support::{Tested, file, read, tool},
};
use serde_json::{Value, json};

const MARKER: &str = "Zq7Vw机密";

/// An identifier of an application that contains the identity number of the child.
const IDENTITY: &str = "case-410000202103150311";

#[test]
fn no_value_is_printed_unless_requested() -> Tested {
    let mut application: Value = serde_json::from_str(&read(CASE_A)?)?;
    let number = application["child"]["identity"]["number"].as_str().unwrap_or("410000").to_owned();
    application["id"] = json!(IDENTITY);
    application["child"]["name"] = json!(MARKER);
    // A text that is refused, with values.
    let refused =
        json!({"kind": "application", "standard": "1.0", "child": {"name": MARKER, "birthDate": MARKER}, MARKER: 1});
    let both = file("values.ndjson", &format!("{application}\n{refused}\n{{\"{MARKER}\n"))?;
    for of in ["adjudicate", "match"] {
        for format in ["text", "csv", "html", "ndjson"] {
            let arguments = [of, &both, PROGRAMMES, "--format", format, "--lang", "both"];
            let (code, out, err) = tool(&arguments)?;
            assert_eq!(code, Some(3), "{of} {format}: {err}");
            let printed = out + &err;
            for value in ["Zq7Vw", "机密"] {
                assert!(!printed.contains(value), "{of} {format}: {value}: {printed}");
            }
            assert!(number == "410000" || !printed.contains(&number), "{of} {format}: {number}");
            // Outcomes as documents state the identifier.
            assert!(format == "ndjson" || !printed.contains("410000202103150311"), "{of} {format}: {printed}");
            assert!(format == "ndjson" || printed.contains("case-•••"), "{of} {format}: {printed}");
            if format != "ndjson" {
                let (_, shown, _) = tool(&[&arguments[..], &["--show-values"]].concat())?;
                assert!(shown.contains(MARKER) && shown.contains(IDENTITY), "{of} {format}: {shown}");
            }
        }
    }
    // The values that do not meet a requirement, such as diagnoses, are shown on request only.
    let angel = "cases/programmes/little-angel-leukaemia.json";
    for format in ["text", "csv", "html"] {
        let arguments = ["match", CASE_A, "--programmes", angel, "--format", format];
        let (_, hidden, _) = tool(&arguments)?;
        let (_, shown, _) = tool(&[&arguments[..], &["--show-values"]].concat())?;
        assert!(
            !hidden.contains("in the application: ") && shown.contains("in the application: "),
            "{format}: {shown}"
        );
    }
    // A report in JSON has the values on request only.
    let (_, shown, _) = tool(&["match", &both, HEART, "--format", "ndjson", "--show-values"])?;
    assert!(shown.contains("Zq7Vw"), "{shown}");
    Ok(())
}

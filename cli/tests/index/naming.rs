//! A name that the index does not have is reported, and never looks like success.

use super::{
    support::{Tested, folder, read},
    using::tool,
};
use std::fs;

#[test]
fn an_unknown_name_is_not_a_success() -> Tested {
    let place = folder("naming")?;
    fs::write(place.join("a.json"), read("cases/a-heart-surgery/application.json")?)?;
    tool(&place, "index key --out k.key")?;
    tool(&place, "index add x.index --key k.key --as A --on 2026-03-02 a.json")?;
    tool(&place, "index add y.index --key k.key --as A --on 2026-03-02 a.json")?;
    let run = |line: &str, code: i32, out: &str, err: &str| -> Tested {
        let (found, said, complaint) = tool(&place, line)?;
        assert_eq!((found, said.as_str()), (Some(code), out), "{line}: {complaint}");
        assert!(complaint.contains(err) && complaint.is_empty() == err.is_empty(), "{line}: {complaint}");
        Ok(())
    };
    let forget = "index forget x.index --key k.key";
    let none = "documents deleted: 0; kept: 1\n";
    let (no_application, no_charity) = ("no application meets the conditions", "no document of this charity");
    run(&format!("{forget} --charity A --application case-a"), 1, none, no_application)?;
    run(&format!("{forget} --charity B --application case-a-heart-surgery"), 1, none, no_application)?;
    run(&format!("{forget} --charity B"), 1, none, no_charity)?;
    run(&format!("{forget} --charity B --before 2026-03-03"), 1, none, no_charity)?;
    // The named application remains.
    let named = "--charity A --application case-a-heart-surgery";
    run(&format!("{forget} {named} --before 2026-03-02"), 1, none, no_application)?;
    // No document is old enough.
    run(&format!("{forget} --before 2026-03-02"), 0, none, "")?;
    run(&format!("{forget} --charity A --before 2026-03-02"), 0, none, "")?;

    let export = "index export x.index --key k.key --out part.index";
    run(&format!("{export} --charity B"), 1, "", no_charity)?;
    assert!(!place.join("part.index").exists());
    run(
        &format!("{export} --charity A --since 2026-03-03"),
        0,
        "part.index: documents written: 0; not written: 1\n",
        "",
    )?;
    // It has neither a document nor a deletion.
    let merged = "documents added: 0; changed: 0; unchanged: 0; deleted: 0\n";
    run("index merge x.index part.index --key k.key", 1, merged, "part.index: the index contains no document")?;
    let checked = "documents: 1; certain matches: 0; possible matches: 0\n";
    run("index check part.index --key k.key a.json", 1, checked, "part.index: the index contains no document")?;
    run("index check part.index --key k.key a.json --fail-on never", 0, checked, "the index contains no document")?;

    // Once deleted, the application is known as such. Its deletion is worth a merge.
    let gone = "documents deleted: 1; kept: 0\n";
    run(&format!("{forget} {named}"), 0, gone, "")?;
    run(&format!("{forget} {named}"), 0, "documents deleted: 0; kept: 0\n", "")?;
    run("index merge y.index x.index --key k.key", 0, "documents added: 0; changed: 0; unchanged: 0; deleted: 1\n", "")
}

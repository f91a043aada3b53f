//! The commands of `docs/index-of-cases.md`. `UPDATE=1` writes their output into the page.

use super::{
    support::{Tested, folder, read, root},
    using::tool,
};
use std::fs;

const PAGE: &str = "docs/index-of-cases.md";

#[test]
fn commands_of_the_page_have_the_stated_output() -> Tested {
    let place = folder("page")?;
    for name in ["a-heart-surgery", "b-leukaemia-transplant"] {
        let case = place.join("cases").join(name);
        fs::create_dir_all(&case)?;
        for entry in fs::read_dir(root().join("cases").join(name))? {
            let entry = entry?;
            fs::copy(entry.path(), case.join(entry.file_name()))?;
        }
    }
    let page = read(PAGE)?;
    let (mut made, mut last, mut commands) = (String::new(), String::new(), 0);
    let mut parts = page.split("```");
    while let Some(prose) = parts.next() {
        made.push_str(prose);
        let Some(block) = parts.next() else { break };
        let mut block = block.to_owned();
        if let Some(lines) = block.strip_prefix("sh\n") {
            for line in lines.lines() {
                let arguments = line.strip_prefix("tongbiao ").ok_or("a command of the tool")?;
                let (code, out, err) = tool(&place, arguments)?;
                let expected = if arguments.starts_with("index check ") { 1 } else { 0 };
                assert_eq!(code, Some(expected), "{line}: {out}{err}");
                last = out;
                commands += 1;
            }
        } else if block.starts_with("text\n") {
            block = format!("text\n{last}");
        }
        made.push_str(&format!("```{block}```"));
    }
    assert!(commands >= 10, "{commands} commands");
    if std::env::var_os("UPDATE").is_some() {
        return Ok(fs::write(root().join(PAGE), made)?);
    }
    assert_eq!(page, made, "{PAGE} is not up to date: run `UPDATE=1 cargo test` and read what changed");
    Ok(())
}

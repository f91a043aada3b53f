//! Checks one file and prints the findings: `cargo run --example check_file -- FILE`.

use std::{env, error::Error, fs};
use tongbiao::check::{Limits, Located, check};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: check_file FILE")?;
    let checked = check(&fs::read(&path)?, None, &Limits::default());
    for Located { finding, position } in &checked.findings {
        let (zh, en) = finding.message();
        let line = position.map_or(0, |p| p.line);
        println!("{path}:{line}: {} {} — {zh} / {en}", finding.rule.code, finding.pointer);
    }
    println!("{:?}", checked.verdict());
    Ok(())
}

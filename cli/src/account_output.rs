//! Prints accounts on the standard output.

use crate::{columns::visible, language::Language, output::STRONG};
use std::io::{self, Write};
use tongbiao::explain::{Account, Words};

/// Prints an account. With both languages, English follows Chinese.
pub(crate) fn print(out: &mut dyn Write, account: &Account, language: Language) -> io::Result<()> {
    let texts: [fn(&Words) -> &str; 2] = [|words| &words.zh, |words| &words.en];
    let [zh, en] = texts;
    for (place, text) in language.choose(zh, en).enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        print_in(out, account, text)?;
    }
    Ok(())
}

fn print_in(out: &mut dyn Write, account: &Account, text: fn(&Words) -> &str) -> io::Result<()> {
    for (place, line) in account.lines().iter().enumerate() {
        let said = visible(text(&line.text).trim_end());
        if line.is_heading {
            if place > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{STRONG}{said}{STRONG:#}")?;
        } else {
            writeln!(out, "{:indent$}{said}", "", indent = line.depth.saturating_mul(2))?;
        }
    }
    Ok(())
}

//! Parts of a page for browsers and for print: one file, without a script and without anything from elsewhere.

use crate::{columns::visible, language::Language, outputs::both};
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");

/// The beginning of a page, up to its title. The page has both languages; its class shows one of them, or both.
pub(crate) fn head(language: Language, (zh, en): (&str, &str), class: &str, out: &mut dyn Write) -> io::Result<()> {
    let (tag, show) = language.of_page();
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\"/>")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
         form-action 'none'\"/>"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\"/>")?;
    writeln!(out, "<title>{zh} · {en}</title>\n<style>\n{STYLE}</style>\n</head>")?;
    let class = format!("show-{show} {class}");
    writeln!(out, "<body class=\"{}\">\n<main>", class.trim_end())?;
    writeln!(out, "<h1>{}</h1>", both(zh, en))
}

/// The end of a page.
pub(crate) fn foot(out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(out, "<p class=\"soft\">tongbiao 童标 {version}</p>\n</main>\n</body>\n</html>")
}

/// The beginning of a table.
pub(crate) fn table(heads: &[(&str, &str, &str)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"scroll\"><table>\n<thead><tr>")?;
    for (class, zh, en) in heads {
        writeln!(out, "<th class=\"{class}\">{}</th>", both(&visible(zh), &visible(en)))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")
}

/// An amount with its thousands separated.
pub(crate) fn yuan(fen: i128) -> String {
    let (whole, cents) = (fen / 100, (fen % 100).abs());
    let digits = whole.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{cents:02}")
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn thousands_are_separated() {
        for (fen, expected) in
            [(0, "0.00"), (5, "0.05"), (99_999, "999.99"), (100_000, "1,000.00"), (123_456_789, "1,234,567.89")]
        {
            assert_eq!(yuan(fen), expected);
        }
    }
}

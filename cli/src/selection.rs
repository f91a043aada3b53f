//! The codes that a run lists: `--select` and `--ignore`.

use crate::{columns::visible, exit::Stop, language::Said};
use tongbiao::catalogue;

/// The codes that are listed.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// The selection of some codes and beginnings of codes. Each must exist.
    pub(crate) fn new(select: &[String], ignore: &[String]) -> Result<Self, Stop> {
        let beginnings = |given: &[String]| given.iter().map(|given| beginning(given)).collect::<Result<_, _>>();
        Ok(Self { select: beginnings(select)?, ignore: beginnings(ignore)? })
    }

    /// Whether the findings of a code are listed.
    pub(crate) fn lists(&self, code: &str) -> bool {
        let is_in = |beginnings: &[String]| beginnings.iter().any(|beginning| begins(code, beginning));
        (self.select.is_empty() || is_in(&self.select)) && !is_in(&self.ignore)
    }
}

/// Whether a code is a name, or begins with it. `receipt.duplicate` is a code, and is not the beginning of
/// `receipt.duplicate-across-files`.
fn begins(code: &str, beginning: &str) -> bool {
    match code.strip_prefix(beginning) {
        Some("") => true,
        Some(rest) => beginning.ends_with(['.', '-']) || rest.starts_with('.'),
        None => false,
    }
}

/// A code or the beginning of one, without `*` at its end.
fn beginning(given: &str) -> Result<String, Stop> {
    let beginning = given.strip_suffix('*').unwrap_or(given);
    if !beginning.is_empty() && catalogue::rules().any(|rule| begins(rule.code, beginning)) {
        return Ok(beginning.to_owned());
    }
    let near: Vec<_> = catalogue::nearest(beginning).iter().map(|near| format!("`{near}`")).collect();
    let (zh, en) = match near.as_slice() {
        [] => ("请用 `tongbiao codes` 列出全部代码".to_owned(), "list all codes with `tongbiao codes`".to_owned()),
        near => (format!("是否应为 {}？", near.join("、")), format!("did you mean {}?", near.join(" or "))),
    };
    let given = visible(given);
    Err(Stop::Usage(Said::new(
        format!("没有代码为 `{given}` 或以其开头；{zh}"),
        format!("no code is `{given}` or begins with it; {en}"),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_selected_by_their_beginnings() -> Result<(), Stop> {
        let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        for (select, ignore, listed, left) in [
            (&[][..], &[][..], "receipt.payers-total", ""),
            (&["receipt"], &[], "receipt.payers-total", "identity.check-digit"),
            (&["receipt."], &["receipt.payers-total"], "receipt.duplicate", "receipt.payers-total"),
            (&["receipt.*"], &["receipt.duplicate"], "receipt.duplicate-across-files", "receipt.duplicate"),
            (&["receipt.duplicate"], &[], "receipt.duplicate", "receipt.duplicate-across-files"),
            (&["receipt.duplicate-*"], &[], "receipt.duplicate-across-files", "receipt.duplicate"),
            (&[], &["identity", "receipt"], "aid.exceeds-burden", "receipt.duplicate"),
        ] {
            let selection = Selection::new(&list(select), &list(ignore))?;
            assert!(selection.lists(listed), "{select:?} {ignore:?} {listed}");
            assert!(left.is_empty() || !selection.lists(left), "{select:?} {ignore:?} {left}");
        }
        Ok(())
    }

    #[test]
    fn a_beginning_of_no_code_is_refused() {
        for (given, expected) in [
            (
                "receipt.payers-totl",
                "no code is `receipt.payers-totl` or begins with it; did you mean `receipt.payers-total`?",
            ),
            ("receip", "no code is `receip` or begins with it; list all codes with `tongbiao codes`"),
            ("*", "no code is `*` or begins with it; list all codes with `tongbiao codes`"),
        ] {
            let said = match Selection::new(&[given.to_owned()], &[]) {
                Err(Stop::Usage(said)) => said.en,
                _ => String::new(),
            };
            assert_eq!(said, expected);
        }
    }
}

//! The codes and names that a message suggests.

use crate::{finding::Finding, wire::CodeChoice};

/// Adds "did you mean" in both languages.
pub(crate) fn suggest(finding: &mut Finding, nearest: &[&str]) {
    let quoted: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
    if quoted.is_empty() {
        finding.param("suggestion", "").param("suggestionZh", "");
    } else {
        finding.param("suggestion", format_args!("; did you mean {}?", quoted.join(" or ")));
        finding.param("suggestionZh", format_args!("；是否应为 {}？", quoted.join("、")));
    }
}

/// Adds codes in both languages, and the number of other codes of the list.
pub(super) fn list(finding: &mut Finding, choice: Option<CodeChoice>, listed: &[&str], suggested: &[&str]) {
    let (total, is_after_question) = (choice.map_or(0, |choice| choice.codes().count()), !suggested.is_empty());
    // In a long list, the codes nearest to the text contain those that are suggested already.
    let is_whole = listed.len() == total;
    let listed: Vec<&str> = listed.iter().copied().filter(|code| is_whole || !suggested.contains(code)).collect();
    let total = if is_whole { total } else { total.saturating_sub(suggested.len()) };
    if listed.is_empty() {
        finding.param("codes", "").param("codesZh", "");
        return;
    }
    let quoted: Vec<String> = listed.iter().map(|code| format!("`{code}`")).collect();
    match total.saturating_sub(listed.len()) {
        0 => {
            let (zh, en) = if is_after_question { ("", " The codes are") } else { ("；", "; codes:") };
            finding.param("codes", format_args!("{en} {}", quoted.join(", ")));
            finding.param("codesZh", format_args!("{zh}代码：{}", quoted.join("、")));
        }
        others => {
            let all = choice.map_or("", CodeChoice::name);
            let (all_zh, all) = if all.is_empty() {
                Default::default()
            } else {
                (format!("（tongbiao codes --list {all}）"), format!(" (tongbiao codes --list {all})"))
            };
            let (zh, en) =
                if is_after_question { ("其他代码如", " Other codes are") } else { ("；如", "; such as") };
            finding.param("codes", format_args!("{en} {}, and {others} more{all}", quoted.join(", ")));
            finding.param("codesZh", format_args!("{zh} {}，另有 {others} 个{all_zh}", quoted.join("、")));
        }
    }
}

//! The errors of the command line. The parser states them in English only.

use crate::{columns::visible, exit::Status, language::Language};
use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::{env, ffi::OsString, io::Write};
use tongbiao::value::Invalid;

/// Prints why the command line is refused, or the requested help, and returns the status.
pub(crate) fn print(mut error: Error) -> Status {
    // No value of this tool looks like an option: the parser's advice to pass an unknown argument as a value misleads.
    error.remove(ContextKind::Suggested);
    let error = &error;
    let language = language(env::args_os().skip(1));
    let chinese = if language.has_chinese() && error.use_stderr() { chinese(error) } else { None };
    // If the output is closed, the error cannot be reported.
    if let Some(text) = &chinese {
        let _ = writeln!(anstream::stderr(), "{text}");
    }
    if chinese.is_none() || language.has_english() {
        let _ = match english(error) {
            Some(text) => write!(anstream::stderr(), "{text}"),
            None => error.print(),
        };
    }
    if error.use_stderr() { Status::Usage } else { Status::Accepted }
}

/// The error in English, if the tool's own part of it is in both languages.
fn english(error: &Error) -> Option<String> {
    let source = std::error::Error::source(error)?.to_string();
    let (_, en) = source.split_once(" · ")?;
    Some(error.render().ansi().to_string().replace(&source, en))
}

/// The language that the arguments state, or else that of the environment. The arguments are not parsed yet.
fn language(arguments: impl Iterator<Item = OsString>) -> Language {
    let texts: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    let ends = texts.iter().position(|text| text == "--").unwrap_or(texts.len());
    let options = texts.iter().take(ends);
    let stated = options.zip(texts.iter().skip(1).map(Some).chain([None])).filter_map(|(option, next)| {
        option.strip_prefix("--lang=").or_else(|| next.filter(|_| option == "--lang").map(String::as_str))
    });
    let known = stated.filter_map(|name| <Language as clap::ValueEnum>::from_str(name, false).ok());
    known.last().unwrap_or_else(Language::of_environment)
}

/// The error in Chinese, with the usage. `None` if it is not an error of an argument.
fn chinese(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(texts).unwrap_or_default();
    let quoted = |kind| quoted(&of(kind), "、");
    let (argument, value) = (quoted(ContextKind::InvalidArg), quoted(ContextKind::InvalidValue));
    let reason = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", quoted(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).iter().all(String::is_empty) => {
            format!("{argument} 缺少值")
        }
        ErrorKind::InvalidValue => format!("{argument} 的值 {value} 不正确"),
        ErrorKind::ValueValidation => format!("{argument} 的值 {value} 不正确{}", expected(error)),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict if of(ContextKind::PriorArg) == of(ContextKind::InvalidArg) => {
            format!("{argument} 只能使用一次")
        }
        ErrorKind::ArgumentConflict => format!("{argument} 不得与 {} 同时使用", quoted(ContextKind::PriorArg)),
        ErrorKind::NoEquals => format!("{argument} 与值之间须用等号"),
        ErrorKind::TooManyValues => format!("{argument} 的值过多：{value}"),
        ErrorKind::TooFewValues => {
            format!("{argument} 的值不足，至少 {} 个", of(ContextKind::MinValues).join(""))
        }
        ErrorKind::WrongNumberOfValues => {
            let [due, given] =
                [ContextKind::ExpectedNumValues, ContextKind::ActualNumValues].map(|kind| of(kind).join(""));
            format!("{argument} 须有 {due} 个值，实有 {given} 个")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文本".to_owned(),
        _ => return None,
    };
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    let suggested: Vec<String> = suggestions.into_iter().flat_map(of).collect();
    let valid = of(ContextKind::ValidValue);
    let mut text = format!("错误：{reason}");
    if !suggested.is_empty() {
        text += &format!("；是否应为 {}？", self::quoted(&suggested, "、"));
    } else if !valid.is_empty() {
        text += &format!("；可用的值：{}", self::quoted(&valid, "、"));
    }
    if let Some(usage) = error.get(ContextKind::Usage).map(texts).filter(|usage| !usage.is_empty()) {
        let usage = usage.join(" ");
        text += &format!("\n\n用法：{}", usage.trim().trim_start_matches("Usage:").trim());
    }
    Some(text + "\n\n说明请用 --help 查看。")
}

/// What a value must be, after a colon.
fn expected(error: &Error) -> String {
    let Some(source) = std::error::Error::source(error) else { return String::new() };
    let expected = match source.downcast_ref::<Invalid>() {
        Some(Invalid::Form(word) | Invalid::TextLength(word)) if !word.example.is_empty() => {
            format!("应为“{}”，如 {}", word.label.zh, word.example)
        }
        Some(Invalid::Code { list, nearest }) => {
            let nearest = nearest.map_or_else(String::new, |code| format!("；是否应为 `{code}`？"));
            format!("不是代码表“{}”的代码{nearest}", list.label.zh)
        }
        Some(_) => return String::new(),
        // The tool's own errors are in both languages.
        None => match source.to_string().split_once(" · ") {
            Some((zh, _)) => zh.to_owned(),
            None => return String::new(),
        },
    };
    format!("：{expected}")
}

/// The texts of a part of an error.
fn texts(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::Number(number) => vec![number.to_string()],
        ContextValue::StyledStr(text) => vec![text.to_string()],
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// The texts in quotes, without control characters.
fn quoted(texts: &[String], between: &str) -> String {
    texts.iter().map(|text| format!("`{}`", visible(text))).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::Parser;

    fn first_line(arguments: &[&str]) -> String {
        let error = Arguments::try_parse_from([&["tongbiao"], arguments].concat()).unwrap_err();
        chinese(&error).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn errors_of_arguments_in_chinese() {
        for (arguments, expected) in [
            (&["check", "--formt", "json", "a"][..], "错误：没有参数 `--formt`；是否应为 `--format`？"),
            (&["chek"], "错误：没有命令 `chek`；是否应为 "),
            (&["check", "a", "--format"], "错误：`--format <FORMAT>` 缺少值"),
            (&["codes", "--lang", "de"], "错误：`--lang <LANG>` 的值 `de` 不正确；可用的值：`zh`、`en`、`both`"),
            (&["codes", "--lang", "bth"], "错误：`--lang <LANG>` 的值 `bth` 不正确；是否应为 `both`？"),
            (&["verify", "a"], "错误：缺少必需的参数 `--application <FILE>`、"),
            (
                &["adjudicate", "a", "b", "--as-of", "2025-13-01"],
                "错误：`--as-of <DATE>` 的值 `2025-13-01` 不正确：日期格式应为",
            ),
            (&["new", "receipt", "--kind", "legac"], "错误：`--kind <KIND>` 的值 `legac` 不正确：不是代码表"),
        ] {
            let line = first_line(arguments);
            assert!(line.starts_with(expected), "{arguments:?}: {line}");
        }
        // Help and the version are no errors.
        assert!(chinese(&Arguments::try_parse_from(["tongbiao", "--help"]).unwrap_err()).is_none());
    }

    #[test]
    fn errors_of_arguments_in_english() {
        let error = |arguments: &[&str]| {
            Arguments::try_parse_from([&["tongbiao"], arguments].concat()).map(|_| ()).unwrap_err()
        };
        for (arguments, expected) in [
            (&["adjudicate", "a", "b", "--as-of", "2025/1/1"][..], "the format of a date is YYYY-MM-DD"),
            (&["match", "a", "b", "--fund-balance", "1"], "an amount must have two decimals"),
        ] {
            let text = english(&error(arguments)).unwrap_or_default();
            assert!(text.contains(expected) && !text.contains('·'), "{text}");
        }
    }

    #[test]
    fn the_language_of_arguments_that_are_not_parsed() {
        let of = |arguments: &[&str]| language(arguments.iter().map(OsString::from));
        assert_eq!(of(&["check", "--lang", "zh", "--formt"]), Language::Zh);
        assert_eq!(of(&["check", "--lang=both", "--formt"]), Language::Both);
        assert_eq!(of(&["check", "--lang=zh", "--lang", "en"]), Language::En);
        assert_eq!(of(&["--lang", "en", "--", "--lang", "zh"]), Language::En);
    }
}

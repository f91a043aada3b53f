//! The language of the output.

use clap::ValueEnum;
use std::env;
use tongbiao::wire::Label;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// 中文
    Zh,
    /// English
    En,
    /// 中文, then English
    Both,
}

impl Language {
    /// The language of the environment: Chinese for a Chinese locale, English for all others.
    pub(crate) fn of_environment() -> Self {
        Self::of_locales(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default()))
    }

    /// Of a page in both languages: the language tag of the document, and the ending of the class that shows one language or both.
    pub(crate) const fn of_page(self) -> (&'static str, &'static str) {
        match self {
            Self::En => ("en", "en"),
            Self::Zh => ("zh-CN", "zh"),
            Self::Both => ("zh-CN", "both"),
        }
    }

    /// The first locale that is set decides, as in POSIX.
    fn of_locales(locales: [String; 3]) -> Self {
        let locale = locales.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default().to_ascii_lowercase();
        let rest = locale.strip_prefix("zh");
        let chinese = rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()));
        if chinese { Self::Zh } else { Self::En }
    }

    /// Whether Chinese is printed.
    pub(crate) fn has_chinese(self) -> bool {
        self != Self::En
    }

    /// Whether English is printed.
    pub(crate) fn has_english(self) -> bool {
        self != Self::Zh
    }

    /// The texts to print, in order.
    pub(crate) fn choose<T>(self, zh: T, en: T) -> impl Iterator<Item = T> {
        let zh = self.has_chinese().then_some(zh);
        zh.into_iter().chain(self.has_english().then_some(en))
    }

    /// A label on one line.
    pub(crate) fn label(self, label: Label) -> String {
        self.choose(label.zh, label.en).collect::<Vec<_>>().join(" · ")
    }
}

/// A message of the tool in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// In Chinese.
    pub(crate) zh: String,
    /// In English.
    pub(crate) en: String,
}

impl Said {
    /// A message in both languages.
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A message of the facade.
    pub(crate) fn of(said: &tongbiao_json::text::Said) -> Self {
        Self::new(said.zh.as_str(), said.en.as_str())
    }

    /// The message on one line.
    pub(crate) fn line(&self, language: Language) -> String {
        language.choose(self.zh.as_str(), self.en.as_str()).collect::<Vec<_>>().join(" · ")
    }
}

/// A number with an English noun whose plural ends in “s”.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides() {
        for (all, messages, lang, expected) in [
            ("", "", "", Language::En),
            ("", "", "zh_CN.UTF-8", Language::Zh),
            ("", "", "en_GB.UTF-8", Language::En),
            ("", "zh_TW", "en_US.UTF-8", Language::Zh),
            ("C", "zh_CN.UTF-8", "zh_CN.UTF-8", Language::En),
            ("ZH-Hans", "", "", Language::Zh),
            ("zh", "", "", Language::Zh),
            ("zha_CN", "", "", Language::En),
        ] {
            let locales = [all, messages, lang].map(str::to_owned);
            assert_eq!(Language::of_locales(locales), expected, "{all:?} {messages:?} {lang:?}");
        }
    }

    #[test]
    fn both_languages_are_on_one_line() {
        let said = Said::new("错误", "error");
        assert_eq!(said.line(Language::Zh), "错误");
        assert_eq!(said.line(Language::En), "error");
        assert_eq!(said.line(Language::Both), "错误 · error");
    }
}

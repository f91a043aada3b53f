//! Rules about documents that a schema cannot state, and the findings when a rule is broken.
//!
//! A rule is declared with the internal macro `rules!` in the file of the type that it is about: a code that never changes its meaning,
//! texts in both languages, a hint and a source. Checks walk a document with [`At`]. It tracks the current place and
//! records for every rule whether it held, was broken, or did not apply.

use crate::wire::{Label, MemberName, Privacy, Step};
use std::fmt;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information. No action is needed.
    Info,
    /// Possibly wrong. A person should look at it.
    Warning,
    /// Wrong. Do not decide or pay on the basis of this document.
    Error,
    /// The document could not be read to its end.
    Fatal,
}

/// The category of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The text is not JSON in UTF-8.
    Syntax,
    /// Wrong members, types or lengths.
    Structure,
    /// A value is impossible, or contradicts its own format.
    Value,
    /// A code is not on its list, or is not in force.
    Code,
    /// A part refers to another part that does not exist, or contradicts it.
    Reference,
    /// The same thing occurs twice.
    Duplicate,
    /// Amounts do not add up.
    Arithmetic,
    /// A requirement of law or of the standard is not met.
    Rule,
    /// A supporting document is missing, unsigned or no longer valid.
    Evidence,
    /// Personal data occurs in a place where it must not occur.
    Privacy,
    /// Use of something that is deprecated.
    Deprecated,
    /// The size or the depth exceeds a limit.
    Limit,
    /// An error of this program.
    Internal,
}

/// Declares the code and the label of each variant, as a report writes them.
macro_rules! named {
    ($name:ident; $( $variant:ident = $code:literal, $zh:literal, $en:literal; )+) => {
        impl $name {
            /// The code, as a report writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// Its name in Chinese and English.
            pub const fn label(self) -> Label {
                match self { $( Self::$variant => Label { zh: $zh, en: $en }, )+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

named! { Severity;
    Fatal = "fatal", "无法继续", "Fatal";
    Error = "error", "错误", "Error";
    Warning = "warning", "警告", "Warning";
    Info = "info", "信息", "Information";
}

named! { Category;
    Syntax = "syntax", "文本格式", "Syntax";
    Structure = "structure", "结构", "Structure";
    Value = "value", "值", "Value";
    Code = "code", "代码", "Code";
    Reference = "reference", "引用", "Reference";
    Duplicate = "duplicate", "重复", "Duplicate";
    Arithmetic = "arithmetic", "金额计算", "Arithmetic";
    Rule = "rule", "规定", "Rule";
    Evidence = "evidence", "材料与证明", "Evidence";
    Privacy = "privacy", "个人信息", "Privacy";
    Deprecated = "deprecated", "将停用", "Deprecated";
    Limit = "limit", "超出上限", "Limit";
    Internal = "internal", "程序内部", "Internal";
}

/// A sentence in both languages, with a placeholder `{name}` for each parameter.
pub type Sentence = Label;

/// A rule: a condition on a document, and the texts of its finding.
#[derive(Debug)]
pub struct Rule {
    /// Its code. It is stable and is never reused for another rule.
    pub code: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// The category of the rule.
    pub category: Category,
    /// Its label.
    pub label: Label,
    /// Its documentation, line by line. The first line contains the label.
    pub docs: &'static [&'static str],
    /// The message of its finding.
    pub message: Sentence,
    /// How to correct the document.
    pub hint: Sentence,
    /// The standard, notice or practice that the rule is based on.
    pub source: &'static str,
    /// The first version of the standard that contains the rule.
    pub since: &'static str,
    /// The group in which it is declared.
    #[doc(hidden)]
    pub group: &'static Group,
    /// Its index in the group.
    #[doc(hidden)]
    pub place: u8,
}

/// The rules that one file declares. The catalogue lists the groups.
#[doc(hidden)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// Its rules, in the order of the file.
    pub rules: &'static [&'static Rule],
}

// A rule refers to its group, and the group to its rules. `Debug` therefore shows only names.
impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Declares a group: the rules of a file as statics, and the group as `RULES`.
macro_rules! rules {
    ( $group:ident; $(
        $(#[doc = $doc:literal])+
        $name:ident = $code:literal $severity:ident $category:ident {
            zh: $zh:literal, en: $en:literal,
            hint_zh: $hint_zh:literal, hint_en: $hint_en:literal,
            source: $source:literal,
        }
    )+ ) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $( $name, )+ }
        $(
            $(#[doc = $doc])+
            #[allow(unreachable_pub)]
            pub static $name: $crate::finding::Rule = $crate::finding::Rule {
                code: $code,
                severity: $crate::finding::Severity::$severity,
                category: $crate::finding::Category::$category,
                label: const { $crate::wire::label(&[$($doc),+]) },
                docs: &[$($doc),+],
                message: $crate::wire::Label { zh: $zh, en: $en },
                hint: $crate::wire::Label { zh: $hint_zh, en: $hint_en },
                source: $source,
                since: "1.0",
                group: &RULES,
                place: Place::$name as u8,
            };
        )+
        /// The rules of this file.
        pub(crate) static RULES: $crate::finding::Group =
            $crate::finding::Group { name: stringify!($group), rules: &[$( &$name ),+] };
    };
}
pub(crate) use rules;

/// A place where a rule is broken.
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The place as an RFC 6901 pointer.
    pub pointer: String,
    /// Other places that are involved.
    pub related: Vec<Related>,
    /// How to correct the document: the hint of the rule, unless this case needs another one.
    pub hint: Label,
    /// The parameters of the message. They never contain the value of a private member.
    pub params: Vec<(&'static str, String)>,
    /// The correct value.
    pub expected: Option<Shown>,
    /// The value that the document contains.
    pub actual: Option<Shown>,
    /// The correction, if it is certain.
    pub fix: Option<Fix>,
}

/// Another place that is involved in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place as an RFC 6901 pointer, or the name of another file with a pointer after `#`.
    pub pointer: String,
    /// Its role in the finding, as a code.
    pub role: &'static str,
}

/// A value with its privacy class.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The value.
    pub value: String,
    /// Its privacy class.
    pub privacy: Privacy,
}

/// A change that corrects a finding.
#[derive(Clone, PartialEq, Eq)]
pub enum Fix {
    /// Writes the same value in the spelling of the standard. The meaning stays the same, so a program may apply it.
    Respell(Shown),
    /// Puts another value in the place. It is a guess: a person must confirm it.
    Replace(Shown),
    /// Gives the member another name. It is a guess: a person must confirm it.
    Rename(String),
}

// A private value is not shown when a finding is merely logged.
impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.privacy.is_open() { self.value.fmt(f) } else { write!(f, "[{}]", self.privacy.as_str()) }
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Respell(shown) => f.debug_tuple("Respell").field(shown).finish(),
            Self::Replace(shown) => f.debug_tuple("Replace").field(shown).finish(),
            Self::Rename(_) => f.write_str("Rename(…)"),
        }
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, pointer, related, hint: _, params, expected, actual, fix } = self;
        let mut shown = f.debug_struct("Finding");
        shown.field("code", &rule.code).field("pointer", pointer).field("related", related).field("params", params);
        shown.field("expected", expected).field("actual", actual).field("fix", fix).finish()
    }
}

impl Finding {
    /// A finding at a place.
    pub fn new(rule: &'static Rule, pointer: String) -> Self {
        let (related, params) = (Vec::new(), Vec::new());
        Self { rule, pointer, related, hint: rule.hint, params, expected: None, actual: None, fix: None }
    }

    /// Sets a parameter of the message.
    pub fn param(&mut self, name: &'static str, value: impl fmt::Display) -> &mut Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// Sets the correct value.
    pub fn expected(&mut self, privacy: Privacy, value: impl fmt::Display) -> &mut Self {
        self.expected = Some(Shown { value: value.to_string(), privacy });
        self
    }

    /// Sets the value that the document contains.
    pub fn actual(&mut self, privacy: Privacy, value: impl fmt::Display) -> &mut Self {
        self.actual = Some(Shown { value: value.to_string(), privacy });
        self
    }

    /// Adds another place, below the place of the finding, that is involved in it.
    pub fn related(&mut self, role: &'static str, pointer: impl Into<String>) -> &mut Self {
        self.related.push(Related { pointer: pointer.into(), role });
        self
    }

    /// Sets the correction.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// The message of the rule with the parameters of this finding, in Chinese and English.
    pub fn message(&self) -> (String, String) {
        (self.filled(self.rule.message.zh), self.filled(self.rule.message.en))
    }

    fn filled(&self, template: &str) -> String {
        self.params.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// A set of rules, with one bit for each rule. The groups are in the order of their first use.
#[derive(Clone, Copy)]
pub struct RuleSet {
    groups: [Option<(&'static Group, u64)>; Self::GROUPS_MAX],
    /// The index of the group of the last rule. The next rule is often in the same group.
    last: usize,
}

impl Default for RuleSet {
    fn default() -> Self {
        Self { groups: [None; Self::GROUPS_MAX], last: 0 }
    }
}

// The rules themselves are in the catalogue.
impl fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.groups.iter().flatten().flat_map(|(group, _)| group.rules);
        f.debug_set().entries(rules.filter(|rule| self.contains(rule)).map(|rule| rule.code)).finish()
    }
}

impl RuleSet {
    /// An upper bound of the number of groups. A test compares it with the catalogue.
    pub(crate) const GROUPS_MAX: usize = 48;

    /// Adds a rule.
    pub fn insert(&mut self, rule: &Rule) {
        let bit = bit(rule);
        if let Some(Some((group, bits))) = self.groups.get_mut(self.last)
            && std::ptr::eq(*group, rule.group)
        {
            *bits |= bit;
            return;
        }
        for (place, slot) in self.groups.iter_mut().enumerate() {
            let (group, bits) = slot.get_or_insert((rule.group, 0));
            if std::ptr::eq(*group, rule.group) {
                *bits |= bit;
                self.last = place;
                return;
            }
        }
    }

    /// Whether the set contains the rule.
    pub fn contains(&self, rule: &Rule) -> bool {
        let mut groups = self.groups.iter().flatten();
        groups.any(|(group, bits)| std::ptr::eq(*group, rule.group) && bits & bit(rule) != 0)
    }
}

/// The bit of a rule in its group.
fn bit(rule: &Rule) -> u64 {
    1_u64.checked_shl(u32::from(rule.place)).unwrap_or(0)
}

/// A type with rules that its schema cannot state.
pub trait Check {
    /// Judges all rules of this value and of all its parts.
    fn check(&self, at: &mut At);

    /// Judges it as a part of a document: reports only findings that hold whatever the rest of the document says.
    #[doc(hidden)]
    fn check_as_part(&self, at: &mut At) {
        self.check(at);
    }
}

/// The state of a check: the current place in the document, and the findings so far.
#[derive(Debug, Default)]
pub struct At {
    steps: Vec<Step>,
    found: Vec<Finding>,
    evaluated: RuleSet,
    /// Whether only errors are recorded. Other findings are skipped, and their texts are not built.
    only_errors: bool,
}

impl At {
    /// All findings of a value.
    pub fn all(root: &impl Check) -> (Vec<Finding>, RuleSet) {
        let mut at = Self::default();
        root.check(&mut at);
        at.finish()
    }

    /// Only the errors of a check, for callers that do not use the other findings.
    pub(crate) fn errors(check: impl FnOnce(&mut Self)) -> Vec<Finding> {
        let mut at = Self { only_errors: true, ..Self::default() };
        check(&mut at);
        at.found
    }

    /// Whether no error was found so far.
    pub fn is_sound(&self) -> bool {
        self.found.iter().all(|finding| finding.rule.severity < Severity::Error)
    }

    /// The findings, and the rules that applied.
    pub fn finish(self) -> (Vec<Finding>, RuleSet) {
        (self.found, self.evaluated)
    }

    /// Continues inside a member.
    pub fn within<R>(&mut self, name: MemberName, check: impl FnOnce(&mut Self) -> R) -> R {
        self.step(name.step(), check)
    }

    /// Continues inside an item of a list.
    pub fn item<R>(&mut self, index: usize, check: impl FnOnce(&mut Self) -> R) -> R {
        self.step(Step::Item(index), check)
    }

    /// Continues inside each item of the list that is that member.
    pub fn each<'a, T>(&mut self, name: MemberName, items: &'a [T], mut check: impl FnMut(&mut Self, &'a T)) {
        self.within(name, |at| {
            for (index, item) in items.iter().enumerate() {
                at.item(index, |at| check(at, item));
            }
        });
    }

    /// Checks a member, if it is present.
    pub fn member(&mut self, name: MemberName, value: Option<&impl Check>) {
        if let Some(value) = value {
            self.within(name, |at| value.check(at));
        }
    }

    /// Checks every item of a member, if it is present.
    pub fn items<T: Check>(&mut self, name: MemberName, items: Option<&[T]>) {
        self.each(name, items.unwrap_or_default(), |at, item| item.check(at));
    }

    /// Judges a rule. `None` means that it does not apply, because its subject is missing.
    ///
    /// The closure is called only if the rule is broken. It receives the finding, which is at the current place.
    pub fn judge(&mut self, rule: &'static Rule, holds: Option<bool>, describe: impl FnOnce(&mut Finding)) {
        let Some(holds) = holds else { return };
        self.evaluated.insert(rule);
        let told = rule.severity >= Severity::Error || !self.only_errors;
        if !holds && told {
            let mut finding = Finding::new(rule, self.pointer());
            describe(&mut finding);
            self.found.push(finding);
        }
    }

    /// Judges a rule about one member. The finding is at that member.
    pub fn judge_member(
        &mut self,
        rule: &'static Rule,
        name: MemberName,
        holds: Option<bool>,
        describe: impl FnOnce(&mut Finding),
    ) {
        self.within(name, |at| at.judge(rule, holds, describe));
    }

    /// The current place as an RFC 6901 pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            pointer.push('/');
            match step {
                // Member names of the standard contain neither `~` nor `/`.
                Step::Member(name) => pointer.push_str(name),
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Enters a part without a closure, for readers with callbacks. [`At::leave`] returns from it.
    pub fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Returns from the part that was entered last.
    pub fn leave(&mut self) {
        self.steps.pop();
    }

    /// Continues inside a part.
    pub fn step<R>(&mut self, step: Step, check: impl FnOnce(&mut Self) -> R) -> R {
        self.steps.push(step);
        let result = check(self);
        self.steps.pop();
        result
    }
}

//! Rules about documents that a schema cannot state, and what is found when one does not hold.
//!
//! A rule is declared beside the type it is about, by `rules!`: a code that never changes its meaning, both languages,
//! a hint, the source. Checks walk a document with [`At`], which knows where it stands and notes for every rule whether
//! it held, was broken, or did not apply.

use crate::wire::{Label, MemberName, Privacy, Step};
use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Info,
    /// May be right, and a person should look.
    Warning,
    /// Wrong: nobody should decide or pay on this document.
    Error,
    /// The document could not be read to its end.
    Fatal,
}

/// What kind of wrong a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The text is not JSON in UTF-8.
    Syntax,
    /// Members, types, lengths.
    Structure,
    /// One value contradicts its own form or plain fact.
    Value,
    /// A code is not on its list, or not in force.
    Code,
    /// One part refers to another that is not there, or contradicts it.
    Reference,
    /// The same thing stands twice.
    Duplicate,
    /// Amounts do not add up.
    Arithmetic,
    /// A requirement of law or of the standard is not met.
    Rule,
    /// A paper is missing, unsigned or no longer valid.
    Evidence,
    /// Personal data stands where it should not.
    Privacy,
    /// Something that is going out of use.
    Deprecated,
    /// Larger or deeper than is read.
    Limit,
    /// An error of this program.
    Internal,
}

/// A sentence in both languages, with `{name}` for each parameter.
pub type Sentence = Label;

/// A rule: what must hold, and what is said when it does not.
#[derive(Debug)]
pub struct Rule {
    /// Its code: stable, never used again for anything else.
    pub code: &'static str,
    /// How much breaking it weighs.
    pub severity: Severity,
    /// What kind of wrong it is about.
    pub category: Category,
    /// Its name for people.
    pub label: Label,
    /// Its documentation, line by line; the first line holds the label.
    pub docs: &'static [&'static str],
    /// What is said when it is broken.
    pub message: Sentence,
    /// What to do about it.
    pub hint: Sentence,
    /// The standard, notice or practice that it comes from.
    pub source: &'static str,
    /// The version of the standard that brought it.
    pub since: &'static str,
    /// The group it is declared in.
    pub group: &'static Group,
    /// Its place in the group.
    pub place: u8,
}

/// The rules that one file declares. The catalogue lists the groups.
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// Its rules, in the order of the file.
    pub rules: &'static [&'static Rule],
}

// A rule names its group, and the group its rules.
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

/// A rule that does not hold somewhere.
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The place as an RFC 6901 pointer.
    pub pointer: String,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What to do about it: as the rule says, unless this case needs other words.
    pub hint: Label,
    /// What the message says of this case. Never the value of a private member.
    pub params: Vec<(&'static str, String)>,
    /// The value that would be right.
    pub expected: Option<Shown>,
    /// The value that stands there.
    pub actual: Option<Shown>,
    /// How to mend it, where that is certain.
    pub fix: Option<Fix>,
}

/// Another place that a finding has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place as an RFC 6901 pointer, or the name of another file and a pointer behind `#`.
    pub pointer: String,
    /// What it has to do with the finding, as a code.
    pub role: &'static str,
}

/// A value together with who may see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The value.
    pub value: String,
    /// Who may see it.
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

// A private value is not shown where a finding is merely logged.
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

    /// Says something of this case in the message.
    pub fn param(&mut self, name: &'static str, value: impl fmt::Display) -> &mut Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// The value that would be right.
    pub fn expected(&mut self, privacy: Privacy, value: impl fmt::Display) -> &mut Self {
        self.expected = Some(Shown { value: value.to_string(), privacy });
        self
    }

    /// The value that stands there.
    pub fn actual(&mut self, privacy: Privacy, value: impl fmt::Display) -> &mut Self {
        self.actual = Some(Shown { value: value.to_string(), privacy });
        self
    }

    /// Another place, below the finding's own, that has to do with it.
    pub fn related(&mut self, role: &'static str, pointer: impl Into<String>) -> &mut Self {
        self.related.push(Related { pointer: pointer.into(), role });
        self
    }

    /// How to mend it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// The message of the rule with this case's parameters.
    pub fn message(&self) -> (String, String) {
        (self.filled(self.rule.message.zh), self.filled(self.rule.message.en))
    }

    fn filled(&self, template: &str) -> String {
        self.params.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// A set of rules: a bit for each, by groups in the order in which they were first met.
#[derive(Clone, Copy)]
pub struct RuleSet {
    groups: [Option<(&'static Group, u64)>; Self::GROUPS_MAX],
    /// Where the group of the last rule is: the next rule is often of the same.
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
    /// More groups than there are; a test holds the catalogue to it.
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

    /// Whether the rule was added.
    pub fn contains(&self, rule: &Rule) -> bool {
        let mut groups = self.groups.iter().flatten();
        groups.any(|(group, bits)| std::ptr::eq(*group, rule.group) && bits & bit(rule) != 0)
    }
}

/// The bit of a rule in its group.
fn bit(rule: &Rule) -> u64 {
    1_u64.checked_shl(u32::from(rule.place)).unwrap_or(0)
}

/// A type with rules beyond its schema.
pub trait Check {
    /// Judges every rule of this value and of all that it holds.
    fn check(&self, at: &mut At);

    /// Judges it as a part of a document, of which the rest is not known: only what no other part could excuse.
    fn check_as_part(&self, at: &mut At) {
        self.check(at);
    }
}

/// Where a check stands in the document, and what it has found so far.
#[derive(Debug, Default)]
pub struct At {
    steps: Vec<Step>,
    found: Vec<Finding>,
    evaluated: RuleSet,
    /// Whether what is no error is passed over, and not even worded.
    only_errors: bool,
}

impl At {
    /// Everything that a value's checks find.
    pub fn all(root: &impl Check) -> (Vec<Finding>, RuleSet) {
        let mut at = Self::default();
        root.check(&mut at);
        at.finish()
    }

    /// The errors alone, where nobody is told the rest.
    pub(crate) fn errors(root: &impl Check) -> Vec<Finding> {
        let mut at = Self { only_errors: true, ..Self::default() };
        root.check(&mut at);
        at.found
    }

    /// Whether nothing was found so far that is wrong.
    pub fn is_sound(&self) -> bool {
        self.found.iter().all(|finding| finding.rule.severity < Severity::Error)
    }

    /// What was found, and the rules that applied.
    pub fn finish(self) -> (Vec<Finding>, RuleSet) {
        (self.found, self.evaluated)
    }

    /// Goes on inside a member.
    pub fn within<R>(&mut self, name: MemberName, check: impl FnOnce(&mut Self) -> R) -> R {
        self.step(name.step(), check)
    }

    /// Goes on inside an item of a list.
    pub fn item<R>(&mut self, index: usize, check: impl FnOnce(&mut Self) -> R) -> R {
        self.step(Step::Item(index), check)
    }

    /// Goes on inside each item of the list that is that member.
    pub fn each<'a, T>(&mut self, name: MemberName, items: &'a [T], mut check: impl FnMut(&mut Self, &'a T)) {
        self.within(name, |at| {
            for (index, item) in items.iter().enumerate() {
                at.item(index, |at| check(at, item));
            }
        });
    }

    /// Checks a member that is there.
    pub fn member(&mut self, name: MemberName, value: Option<&impl Check>) {
        if let Some(value) = value {
            self.within(name, |at| value.check(at));
        }
    }

    /// Checks every item of a member that is there.
    pub fn items<T: Check>(&mut self, name: MemberName, items: Option<&[T]>) {
        self.each(name, items.unwrap_or_default(), |at, item| item.check(at));
    }

    /// Judges a rule: `None` where it does not apply, because what it is about is absent.
    ///
    /// The closure is called only where the rule is broken, with a finding that stands at the present place.
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

    /// Judges a rule about one member: the finding stands at the member.
    pub fn judge_member(
        &mut self,
        rule: &'static Rule,
        name: MemberName,
        holds: Option<bool>,
        describe: impl FnOnce(&mut Finding),
    ) {
        self.within(name, |at| at.judge(rule, holds, describe));
    }

    /// The present place as an RFC 6901 pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.steps {
            pointer.push('/');
            match step {
                // Member names of the standard hold neither `~` nor `/`.
                Step::Member(name) => pointer.push_str(name),
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Goes into a part without a closure, for readers that are called back; [`At::leave`] comes back.
    pub fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Comes back from the part last entered.
    pub fn leave(&mut self) {
        self.steps.pop();
    }

    /// Goes on inside a part.
    pub fn step<R>(&mut self, step: Step, check: impl FnOnce(&mut Self) -> R) -> R {
        self.steps.push(step);
        let result = check(self);
        self.steps.pop();
        result
    }
}

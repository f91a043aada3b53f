//! The findings that a policy may hide.

use tongbiao::{
    catalogue::is_protected,
    finding::{Rule, Severity},
};

/// Whether a policy may hide the findings of a rule. Inputs that cannot be read, and errors of arithmetic and identity, are never
/// hidden.
pub(crate) fn can_be_hidden(rule: &Rule) -> bool {
    rule.severity < Severity::Fatal && !is_protected(rule)
}

//! Checks of a patient's name that was compared with the names of the child.

use crate::{
    finding::{At, Finding, Rule},
    value::NameMatch,
};

/// The rules for a name that is another one, the same in another notation, or in doubt.
pub(super) struct NameRules {
    pub(super) other: &'static Rule,
    pub(super) variant: &'static Rule,
    pub(super) unclear: &'static Rule,
}

/// Judges a name. The current place must be the name. `describe` completes the finding of a name in doubt.
pub(super) fn judge(found: Option<NameMatch>, rules: &NameRules, at: &mut At, describe: impl FnOnce(&mut Finding)) {
    at.judge(rules.other, found.map(|found| found != NameMatch::Other), |_| {});
    let same = found.filter(|found| found.is_same());
    at.judge(rules.variant, same.map(|found| found == NameMatch::Same), |_| {});
    let doubt = found.and_then(NameMatch::doubt);
    at.judge(rules.unclear, found.map(|_| doubt.is_none()), |f| {
        if let Some(doubt) = doubt {
            f.param("doubt", doubt)
                .param("doubtLabel", doubt.label().en)
                .param("doubtLabelZh", doubt.label().zh)
                .hint = doubt.advice();
        }
        describe(f);
    });
}

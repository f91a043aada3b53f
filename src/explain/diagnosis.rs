//! Diagnoses and operations that do not meet a requirement. An outcome states their codes only; with the application they have the
//! names that its author wrote.

use super::{
    Words,
    predicate::{Codes, disease_name},
    words::{each_of, listed, one_of, say},
};
use crate::{
    adjudication::{FoundDiseases, FoundFact, FoundOperation, FoundOperations, RequirementJudgement},
    code::{DiagnosisCertainty, DiagnosisMatch, DiagnosisRank, TreatmentStatus},
    programme::{DiseaseSet, DiseaseTest, Predicate, Programme},
    record::{application::Application, diagnosis::Diagnosis, treatment::Operation},
    value::{DiseaseCode, DiseasePrefix},
};

/// The diagnoses: by their names in the application, or else by their codes. The case worker reads both.
pub(super) fn diagnoses(found: &FoundDiseases, application: Option<&Application>, shown: Codes) -> Words {
    let stated = application.and_then(|application| application.diagnoses.as_deref()).unwrap_or_default();
    if !stated.is_empty() {
        let names = each_of(stated.iter().map(|one| named(one, shown)));
        return say!("诊断为{names}", "diagnosis: {names}", names = names);
    }
    if found.codes.is_empty() {
        return say!("诊断未注明编码", "no coded diagnosis");
    }
    let codes = listed(found.codes.iter().map(Words::same));
    say!("诊断编码 {codes}", "diagnosis codes {codes}", codes = codes)
}

/// A diagnosis as the doctor wrote it, with its codes if they are shown.
fn named(diagnosis: &Diagnosis, shown: Codes) -> Words {
    let name = Words::quoted(&diagnosis.name);
    let mut codes: Vec<&DiseaseCode> = Vec::new();
    for coding in diagnosis.codings.iter().flat_map(|all| all.iter()) {
        if !codes.contains(&&coding.code) {
            codes.push(&coding.code);
        }
    }
    if shown == Codes::Hidden {
        return name;
    }
    if codes.is_empty() {
        return say!("{name}（无编码）", "{name} (no code)", name = name);
    }
    say!("{name}（{codes}）", "{name} ({codes})", name = name, codes = listed(codes.into_iter().map(Words::same)))
}

/// The disease of a requirement, if a code of the child belongs to it: then the code is not the
/// cause, but the certainty of the diagnosis, its rank or its name. Without the application, all possible causes are stated.
pub(super) fn not_confirmed(
    judged: &RequirementJudgement,
    programme: &Programme,
    application: Option<&Application>,
) -> Option<Words> {
    let requirement = programme.requirement(&judged.requirement)?;
    let codes = judged.found.iter().flat_map(|all| all.iter()).find_map(|found| match found {
        FoundFact::Diseases(found) => Some(&found.codes),
        _ => None,
    })?;
    requirement.any_of.iter().find_map(|predicate| {
        let Predicate::Disease(test) = predicate else { return None };
        let set = programme.diseases(&test.set)?;
        if test.negated == Some(true) || !codes.iter().any(|code| is_covered(set, code)) {
            return None;
        }
        let causes = application.map(|application| causes(test, set, application)).filter(|known| !known.is_empty());
        let causes = causes.unwrap_or_else(|| possible_causes(test, set));
        (!causes.is_empty()).then(|| {
            say!(
                "{name}的诊断{causes}",
                "the diagnosis of {name} {causes}",
                name = disease_name(&test.set, programme),
                causes = one_of(causes),
            )
        })
    })
}

/// Whether a code belongs to a set of diseases.
fn is_covered(set: &DiseaseSet, code: &DiseaseCode) -> bool {
    let is_in = |prefixes: &[DiseasePrefix]| prefixes.iter().any(|prefix| prefix.covers(code) == Some(true));
    is_in(&set.prefixes) && !is_in(set.except.as_deref().unwrap_or_default())
}

/// All causes that a test allows.
fn possible_causes(test: &DiseaseTest, set: &DiseaseSet) -> Vec<Words> {
    let causes = [
        (test.confirmed == Some(true)).then(|| say!("未确诊（如为疑似）", "is not confirmed (for example suspected)")),
        (test.diagnoses == DiagnosisMatch::Principal).then(not_principal),
        set.except_names.is_some().then(excluded_name),
    ];
    causes.into_iter().flatten().collect()
}

/// The causes that apply to the diagnoses in the application whose codes belong to the set.
fn causes(test: &DiseaseTest, set: &DiseaseSet, application: &Application) -> Vec<Words> {
    let all = application.diagnoses.as_deref().unwrap_or_default();
    let is_of = |one: &&Diagnosis| {
        one.codings.iter().flat_map(|codings| codings.iter()).any(|coding| is_covered(set, &coding.code))
    };
    let any = |has: &dyn Fn(&Diagnosis) -> bool| all.iter().filter(is_of).any(has);
    let is_excluded = |one: &Diagnosis| {
        let mut names = set.except_names.iter().flat_map(|names| names.iter());
        names.any(|name| one.name.as_str().contains(name.as_str()))
    };
    let is_principal = |one: &Diagnosis| match one.rank {
        Some(rank) => rank == DiagnosisRank::Principal,
        None => all.len() == 1,
    };
    let is_suspected = |one: &Diagnosis| one.certainty == Some(DiagnosisCertainty::Suspected);
    let causes = [
        (test.confirmed == Some(true) && any(&is_suspected))
            .then(|| say!("为疑似，尚未确诊", "is suspected and not confirmed")),
        (test.diagnoses == DiagnosisMatch::Principal && any(&|one| !is_principal(one))).then(not_principal),
        any(&is_excluded).then(excluded_name),
    ];
    causes.into_iter().flatten().collect()
}

fn not_principal() -> Words {
    say!("不是主要诊断", "is not the principal diagnosis")
}

fn excluded_name() -> Words {
    say!("使用了本项目除外的名称", "has a name that the programme excludes")
}

/// The operations by their days, and by their names if the application is at hand. The case worker also reads the codes.
pub(super) fn operations(found: &FoundOperations, application: Option<&Application>, shown: Codes) -> Words {
    if found.operations.is_empty() {
        return say!("没有手术", "no operation");
    }
    let mut lines: Vec<Words> = Vec::new();
    for one in found.operations.iter() {
        let words = operation(one, application.map(|application| names(one, application, shown)), shown);
        if !lines.contains(&words) {
            lines.push(words);
        }
    }
    each_of(lines)
}

/// The names of the operations of that day in the application, and of that code if codes are shown.
fn names(found: &FoundOperation, application: &Application, shown: Codes) -> Words {
    let treatments = application.treatments.iter().flat_map(|all| all.iter());
    let held = treatments.filter(|treatment| treatment.status != TreatmentStatus::Cancelled);
    let operations = held.flat_map(|treatment| treatment.operations.iter().flat_map(|all| all.iter()));
    let is_it =
        |one: &&Operation| one.performed_on == found.performed_on && (shown == Codes::Hidden || one.code == found.code);
    let mut names: Vec<Words> = Vec::new();
    for one in operations.filter(is_it) {
        let name = Words::quoted(&one.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    each_of(names)
}

fn operation(found: &FoundOperation, names: Option<Words>, shown: Codes) -> Words {
    let names = names.filter(|names| !names.is_empty());
    let words = match (found.performed_on, names) {
        (Some(day), Some(names)) => {
            say!("{day} 的{names}", "{names} on {day}", day = Words::same(day), names = names)
        }
        (Some(day), None) => say!("{day} 的手术", "an operation on {day}", day = Words::same(day)),
        (None, Some(names)) => {
            say!("{names}（未注明手术日期）", "{names} (without a stated day)", names = names)
        }
        (None, None) => say!("一项未注明日期的手术", "an operation without a stated day"),
    };
    match found.code.as_ref().filter(|_| shown == Codes::Shown) {
        Some(code) => {
            say!("{words}（编码 {code}）", "{words} (code {code})", words = words, code = Words::same(code))
        }
        None => words,
    }
}

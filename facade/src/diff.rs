//! `diff`: the changes that a new revision of a programme makes, clause by clause and on applications.

use crate::{
    changes::{self, DiffReply},
    check::NamedDocument,
    circumstances::{CircumstanceOptions, Ledger},
    documents,
    effects::{CasesReply, cases, effect},
    failure::{Failure, FailureCode},
    input::DocumentText,
    request::Request,
    seals::{KeyText, Seals},
    text::AnyText,
};
use tongbiao::{
    amendment::{Amendment, Effect, Totals},
    eligibility::{Circumstances, Unsound},
    evaluate::{Case, Detail, Evaluation, Plan},
    programme::Programme,
    record::application::Application,
    value::Period,
    wire::{List, record},
};

record! {
    /// 版本比较选项 · Options of a comparison.
    pub struct DiffOptions {
        required {}
        optional {
            /// 是否视为有效 · Whether both revisions are treated as in force on any day.
            public as_if_in_force: bool,
            /// 有错误时仍然计算 · Whether applications with errors are included.
            public lenient: bool,
        }
    }
}

record! {
    /// 版本比较请求 · Request to compare two revisions of a programme.
    pub struct DiffRequest {
        required {
            /// 旧版本 · Old revision.
            public old: DocumentText,
            /// 新版本 · New revision, or another programme.
            public new: DocumentText,
        }
        optional {
            /// 申请 · Applications that are adjudicated under both revisions.
            personal applications: List<NamedDocument, 0, 1000000>,
            /// 核定情况 · Circumstances.
            ///
            /// 年龄按其中的核定日期计算；未填写的，按较晚版本的第一天计算。
            /// Ages are computed on the date given there, or else on the first day of the later revision.
            personal circumstances: CircumstanceOptions,
            /// 选项 · Options.
            public options: DiffOptions,
            /// 机构间的密钥 · Key of the alliance.
            ///
            /// `tongbiao index key` 所写文件的全文。填写的，摘要已加密的以往核定结果先解密。
            /// The text of the file that `tongbiao index key` makes. If given, earlier outcomes with sealed digests are opened.
            personal key: KeyText,
        }
    }
}

/// Two programmes prepared for adjudication of applications.
#[derive(Debug)]
pub struct Pair {
    programmes: [Programme; 2],
    is_as_if_in_force: bool,
}

impl Pair {
    /// Two programmes, optionally treated as in force on any day.
    pub fn new(old: &Programme, new: &Programme, is_as_if_in_force: bool) -> Self {
        let programmes = [old, new].map(|programme| {
            let mut programme = programme.clone();
            if is_as_if_in_force {
                programme.effective = Period::new();
            }
            programme
        });
        Self { programmes, is_as_if_in_force }
    }

    /// Whether both are treated as in force on any day.
    pub fn is_as_if_in_force(&self) -> bool {
        self.is_as_if_in_force
    }

    /// The effect on one application.
    ///
    /// # Errors
    /// One of the programmes has errors.
    pub fn effect(
        &self,
        amendment: &Amendment,
        application: &Application,
        circumstances: &Circumstances<'_>,
        evaluation: &mut Evaluation,
    ) -> Result<Effect, Unsound> {
        let [old, new] = &self.programmes;
        let case = Case::of(application);
        let mut outcome =
            |programme| Ok(evaluation.adjudicate(&Plan::of(programme)?, &case, circumstances, Detail::Full));
        Ok(Effect::of(amendment, outcome(old)?, outcome(new)?))
    }
}

/// Compares two programmes, and adjudicates the given applications under both.
///
/// # Errors
/// A document cannot be read; a programme or an application has errors; the date of the decision is missing; or earlier outcomes, which
/// concern one child, are given with several applications.
///
/// # Example
/// ```standalone_crate
/// use tongbiao_json::{DiffRequest, diff};
///
/// let old = include_str!("../../examples/revisions/little-angel-leukaemia.2.json");
/// let new = include_str!("../../cases/programmes/little-angel-leukaemia.json");
/// let difference = diff(&DiffRequest::new(old.into(), new.into()))?;
/// assert_eq!((difference.same_programme, difference.eligibility.as_str()), (true, "wider"));
/// # Ok::<(), tongbiao_json::Failure>(())
/// ```
pub fn diff(request: &DiffRequest) -> Result<DiffReply, Failure> {
    let old: Programme = documents::document(&request.old, "/old")?;
    let new: Programme = documents::document(&request.new, "/new")?;
    let as_of = request.circumstances.as_ref().and_then(|circumstances| circumstances.as_of);
    let amendment = Amendment::of(&old, &new, as_of);
    let computed = match request.applications.as_deref() {
        None | Some([]) => None,
        Some(applications) => Some(computed(request, applications, [&old, &new], &amendment)?),
    };
    changes::reply(&old, &new, &amendment, computed)
}

fn computed(
    request: &DiffRequest,
    applications: &[NamedDocument],
    [old, new]: [&Programme; 2],
    amendment: &Amendment,
) -> Result<CasesReply, Failure> {
    let circumstances = request.circumstances.as_ref();
    let earlier = circumstances.and_then(|circumstances| circumstances.earlier.as_deref());
    if applications.len() > 1 && earlier.is_some_and(|earlier| !earlier.is_empty()) {
        return Err(Failure::of(FailureCode::OptionsConflict).at("/circumstances/earlier"));
    }
    for (programme, text, at) in [(old, &request.old, "/old"), (new, &request.new, "/new")] {
        if Plan::of(programme).is_err() {
            return Err(documents::unsound(text, at));
        }
    }
    let seals = Seals::read(request.key.as_ref())?;
    let options = request.options.clone().unwrap_or_default();
    let pair = Pair::new(old, new, options.as_if_in_force.unwrap_or(false));
    let (mut evaluation, mut totals, mut effects) = (Evaluation::default(), Totals::default(), Vec::new());
    for (place, given) in applications.iter().enumerate() {
        let at = format!("/applications/{place}");
        let text = &given.document;
        let application = documents::application(text, &format!("{at}/document"), options.lenient.unwrap_or(false))?;
        let ledger = Ledger::read(circumstances, &application, &seals)?;
        let found = pair.effect(amendment, &application, &ledger.circumstances(), &mut evaluation);
        let found = found.map_err(|_| Failure::of(FailureCode::ProgrammeErrors))?;
        totals.add(&found);
        let name = given.name.as_ref().map_or(at.as_str(), AnyText::as_str);
        effects.push(effect(name, &application.id, &found)?);
    }
    cases(pair.is_as_if_in_force, &totals, effects)
}

impl Request for DiffRequest {
    type Reply = DiffReply;
    fn answer(&self) -> Result<Self::Reply, Failure> {
        diff(self)
    }
}

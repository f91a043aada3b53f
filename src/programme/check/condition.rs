//! Rules for conditions, and for amounts and rates that are looked up by facts.

use super::{
    answered::Answered,
    reference::{AGE_AT_BIRTH, DISEASES, HOSPITALS, Names, OPERATIONS, check_scope},
};
use crate::{
    code::{AssessmentAnswer, CodeFact, DateFact},
    fact::Scope,
    finding::{At, rules},
    programme::{
        AgeTest, AmountByCode, AmountParam, CodeAmount, CodeTest, DateTest, DaysBetweenTest, DiseaseTest, FlagTest,
        HospitalTest, MoneyTest, NumberTest, OperationTest, Predicate, Programme, ProgrammeItem, RateParam, RatioTest,
        RegionTest, Requirement, StatisticMultiple, When,
        bracket::{self, Range, Step},
        interval::Intervals,
    },
    value::{Date, DivisionCode, LocalId, Money},
    wire::{Integer, MemberName},
};

rules! { ProgrammeCondition;
    /// 事实没有此代码 · Code outside the code list of the fact.
    CODE_UNKNOWN = "programme.code-unknown" Error Code {
        zh: "事实 {fact} 没有代码 {code}", en: "the fact {fact} has no code {code}",
        hint_zh: "请从该事实的代码表中选择，见 facts.json", hint_en: "use a code from the code list of the fact, see facts.json",
        source: "registry of facts",
    }
    /// 条件没有上下限 · Condition without a bound.
    WITHOUT_BOUND = "programme.condition-without-bound" Error Value {
        zh: "条件没有上限，也没有下限", en: "the condition has neither a lower nor an upper bound",
        hint_zh: "请填写上限或下限，或删除条件", hint_en: "enter a bound, or remove the condition",
        source: "a condition that always holds has no effect",
    }
    /// 下限高于上限 · Lower bound above the upper bound.
    RANGE_EMPTY = "programme.range-empty" Error Value {
        zh: "下限高于上限，条件不可能成立", en: "the lower bound is above the upper bound: the condition can never hold",
        hint_zh: "请核对上下限", hint_en: "check both bounds",
        source: "plain fact",
    }
    /// 分段重叠 · Overlapping bands.
    BRACKETS_OVERLAP = "programme.brackets-overlap" Error Value {
        zh: "与前一段重叠或次序颠倒：同一金额属于两段", en: "the band overlaps the preceding one or is out of order: an amount belongs to two bands",
        hint_zh: "请由低到高排列各段，后一段的下限等于前一段的上限", hint_en: "list the bands in ascending order; start each band at the upper end of the preceding one",
        source: "偃师区 printing of the 天使阳光基金 table: brackets that overlap at every boundary",
    }
    /// 分段不连续 · Gap between bands.
    BRACKETS_GAP = "programme.brackets-gap" Error Value {
        zh: "与前一段之间不连续：{lower} 到 {upper} 之间的金额不属于任何一段", en: "there is a gap after the preceding band: amounts between {lower} and {upper} belong to no band",
        hint_zh: "请使后一段的下限等于前一段的上限；不给付的，填写金额 0.00", hint_en: "start the band at the upper end of the preceding one; enter 0.00 where nothing is paid",
        source: "a table of bands covers every amount",
    }
    /// 空的分段 · Empty band.
    BRACKET_EMPTY = "programme.bracket-empty" Error Value {
        zh: "下限不低于上限，没有金额属于这一段", en: "the lower end is not below the upper end: no amount belongs to the band",
        hint_zh: "请核对两端", hint_en: "check both ends",
        source: "plain fact",
    }
    /// 取值表不完整 · Incomplete table.
    TABLE_INCOMPLETE = "programme.table-incomplete" Error Value {
        zh: "取值表未涵盖所有情形，如 {code}，也未填写其余情形", en: "the table does not cover every case, for example {code}, and has no value for all other cases",
        hint_zh: "请补全各行，或填写其余情形的值", hint_en: "complete the rows, or enter a value for all other cases",
        source: "a table over a closed list covers every code",
    }
    /// 始终不适用的行 · Row that never applies.
    ROW_UNREACHABLE = "programme.row-unreachable" Warning Value {
        zh: "前面的行已涵盖这一行的所有情形", en: "the preceding rows cover every case of this row",
        hint_zh: "请删除这一行，或调整次序", hint_en: "remove the row, or change the order",
        source: "the first matching row applies",
    }
    /// 行重叠 · Overlapping rows.
    ROWS_OVERLAP = "programme.rows-overlap" Warning Value {
        zh: "此行的上限或下限也属于前面的行 {other}，该数值适用前面的行", en: "a bound of the row also belongs to the preceding row {other}, which applies to that number",
        hint_zh: "请核对上下限：两端均包含在内，后一行应从前一行的上限之后开始", hint_en: "check the bounds: both ends are inclusive, so a row begins after the upper bound of the preceding row",
        source: "the bounds of a row are inclusive, and the first matching row applies",
    }
}

/// Judges the requirements of a member.
pub(super) fn check_requirements(requirements: Option<&[Requirement]>, scope: Scope, names: &Names<'_>, at: &mut At) {
    let requirements = requirements.unwrap_or_default();
    super::reference::check_unique(
        Programme::MEMBERS.requirements,
        Some(requirements),
        |requirement| &requirement.id,
        at,
    );
    at.each(Programme::MEMBERS.requirements, requirements, |at, requirement| {
        names.source(requirement.source.as_ref(), at);
        at.each(Requirement::MEMBERS.any_of, &requirement.any_of, |at, predicate| {
            check_predicate(predicate, scope, names, at)
        });
    });
}

/// Judges the conditions of a member. All of them must hold.
pub(super) fn check_when(when: When<'_>, scope: Scope, names: &Names<'_>, at: &mut At) {
    at.each(ProgrammeItem::MEMBERS.when, when.all, |at, predicate| check_predicate(predicate, scope, names, at));
    at.each(ProgrammeItem::MEMBERS.when_any_of, when.any_of, |at, group| {
        at.each(Requirement::MEMBERS.any_of, &group.any_of, |at, predicate| {
            check_predicate(predicate, scope, names, at)
        });
    });
}

fn check_predicate(predicate: &Predicate, scope: Scope, names: &Names<'_>, at: &mut At) {
    match predicate {
        Predicate::Age(test) => {
            check_age_date(test.at, scope, at);
            check_bounds(number(test.at_least), number(test.at_most), at);
        }
        Predicate::Disease(test) => names.set(DiseaseTest::MEMBERS.set, Some(&test.set), DISEASES, at),
        Predicate::Operation(test) => {
            names.set(OperationTest::MEMBERS.set, Some(&test.set), OPERATIONS, at);
            if let Some(before) = test.before {
                check_scope(OperationTest::MEMBERS.before, before.fact(), scope, at);
            }
        }
        Predicate::Hospital(test) => {
            names.set(HospitalTest::MEMBERS.set, Some(&test.set), HOSPITALS, at);
            check_scope(Predicate::TAG, crate::code::DivisionFact::Hospital.fact(), scope, at);
        }
        Predicate::Region(test) => {
            check_scope(RegionTest::MEMBERS.fact, test.fact.fact(), scope, at);
            at.each(RegionTest::MEMBERS.within, &test.within, |at, division| {
                at.judge(
                    &crate::record::organisation::DIVISION_UNKNOWN,
                    Some(DivisionCode::is_known(*division)),
                    |_| {},
                );
            });
        }
        Predicate::Code(test) => {
            check_scope(CodeTest::MEMBERS.fact, test.fact.fact(), scope, at);
            check_codes(CodeTest::MEMBERS.any_of, test.fact, &test.any_of, at);
        }
        Predicate::Flag(test) => check_scope(FlagTest::MEMBERS.fact, test.fact.fact(), scope, at),
        Predicate::Money(test) => {
            check_scope(MoneyTest::MEMBERS.fact, test.fact.fact(), scope, at);
            let bounds = [
                (MoneyTest::MEMBERS.over, &test.over),
                (MoneyTest::MEMBERS.at_least, &test.at_least),
                (MoneyTest::MEMBERS.below, &test.below),
                (MoneyTest::MEMBERS.at_most, &test.at_most),
            ];
            for (name, bound) in bounds {
                check_amount(name, bound.as_ref(), scope, names, at);
            }
            let fixed = |bound: &Option<AmountParam>| bound.as_ref().map(|b| b.fixed().map(Money::fen));
            let lower = fixed(&test.over).map(|b| b.map(|fen| fen + 1)).or_else(|| fixed(&test.at_least));
            let upper = fixed(&test.below).map(|b| b.map(|fen| fen - 1)).or_else(|| fixed(&test.at_most));
            check_bounds_known(lower, upper, at);
        }
        Predicate::Number(test) => {
            check_scope(NumberTest::MEMBERS.fact, test.fact.fact(), scope, at);
            check_bounds(number(test.at_least), number(test.at_most), at);
        }
        Predicate::Date(test) => {
            check_scope(DateTest::MEMBERS.fact, test.fact.fact(), scope, at);
            check_bounds(test.from.map(day_number), test.until.map(day_number), at);
        }
        Predicate::DaysBetween(test) => {
            check_scope(DaysBetweenTest::MEMBERS.from, test.from.fact(), scope, at);
            check_scope(DaysBetweenTest::MEMBERS.to, test.to.fact(), scope, at);
            check_bounds(number(test.at_least), number(test.at_most), at);
        }
        Predicate::Ratio(test) => {
            check_scope(RatioTest::MEMBERS.of, test.of.fact(), scope, at);
            check_scope(RatioTest::MEMBERS.to, test.to.fact(), scope, at);
            let (lower, upper) = (test.at_least.map(|m| m.get()), test.at_most.map(|m| m.get()));
            at.judge(&WITHOUT_BOUND, Some(lower.is_some() || upper.is_some()), |_| {});
            at.judge(&RANGE_EMPTY, lower.zip(upper).map(|(lower, upper)| lower <= upper), |_| {});
        }
        Predicate::EarlierAid(_) => {}
        Predicate::Assessed(test) => drop(names.assessed(&test.key, AssessmentAnswer::YesNo, at)),
        Predicate::AssessedNumber(test) => {
            names.assessed(&test.key, AssessmentAnswer::Number, at);
            check_bounds(number(test.at_least), number(test.at_most), at);
        }
        Predicate::AssessedAmount(test) => {
            names.assessed(&test.key, AssessmentAnswer::Amount, at);
            let lower = test.over.map(|over| over.fen() + 1).max(test.at_least.map(Money::fen));
            let uppers = [test.below.map(|below| below.fen() - 1), test.at_most.map(Money::fen)];
            check_bounds(lower, uppers.into_iter().flatten().min(), at);
        }
        Predicate::AssessedGrade(test) => names.grades(test, at),
        Predicate::AssessedDate(test) => {
            names.assessed(&test.key, AssessmentAnswer::Date, at);
            check_bounds(test.from.map(day_number), test.until.map(day_number), at);
        }
    }
}

fn day_number(date: Date) -> i64 {
    i64::from(chrono::Datelike::num_days_from_ce(&date.to_chrono()))
}

fn number<const MIN: i64, const MAX: i64>(bound: Option<Integer<MIN, MAX>>) -> Option<i64> {
    bound.map(Integer::get)
}

fn check_bounds(lower: Option<i64>, upper: Option<i64>, at: &mut At) {
    check_bounds_known(lower.map(Some), upper.map(Some), at);
}

/// Judges two bounds. Each may be absent, or present with a value that is not fixed.
fn check_bounds_known(lower: Option<Option<i64>>, upper: Option<Option<i64>>, at: &mut At) {
    at.judge(&WITHOUT_BOUND, Some(lower.is_some() || upper.is_some()), |_| {});
    let both = lower.flatten().zip(upper.flatten());
    at.judge(&RANGE_EMPTY, both.map(|(lower, upper)| lower <= upper), |_| {});
}

fn check_age_date(date: DateFact, scope: Scope, at: &mut At) {
    check_scope(StatisticMultiple::MEMBERS.at, date.fact(), scope, at);
    at.judge_member(&AGE_AT_BIRTH, AgeTest::MEMBERS.at, Some(date != DateFact::BirthDate), |_| {});
}

fn check_codes(name: MemberName, fact: CodeFact, codes: &[LocalId], at: &mut At) {
    at.each(name, codes, |at, code| {
        at.judge(&CODE_UNKNOWN, Some(fact.accepts(code.as_str())), |f| {
            f.param("fact", fact).param("code", code);
        });
        super::coding::check_successor(fact, code, at);
    });
}

/// One row of a table by codes: the codes of the first fact and those of the second.
type CodeRow<'a> = (&'a [LocalId], Option<&'a [LocalId]>);

/// The rules that amounts and rates share. They differ in the type of the value, and only an amount may use a
/// statistic.
macro_rules! check_param {
    ($param:ident, $value:expr, $scope:ident, $at:ident $(, $statistic:ident, $assessed:ident, $names:ident)?) => {
        match $value {
            $param::Fixed(_) => {}
            $param::ByCode(table) => {
                let rows: Vec<CodeRow<'_>> =
                    table.rows.iter().map(|row| (&*row.codes, row.and_codes.as_deref())).collect();
                check_code_table(&table.by, &rows, table.otherwise.is_some(), $scope, $at);
            }
            $param::ByAge(table) => {
                check_age_date(table.at, $scope, $at);
                let rows: Vec<_> = table.rows.iter().map(|row| (number(row.at_least), number(row.at_most))).collect();
                check_number_table(&rows, 0, $at);
            }
            $param::ByNumber(table) => {
                check_scope(CodeTest::MEMBERS.fact, table.fact.fact(), $scope, $at);
                let rows: Vec<_> = table.rows.iter().map(|row| (number(row.at_least), number(row.at_most))).collect();
                check_number_table(&rows, table.fact.least(), $at);
            }
            $param::ByMoney(table) => {
                check_scope(CodeTest::MEMBERS.fact, table.fact.fact(), $scope, $at);
                let ranges: Vec<Range> = table.rows.iter().map(|row| (row.lower, row.upper)).collect();
                check_ranges(AmountByCode::MEMBERS.rows, &ranges, $at);
                let closed = bracket::end(&ranges);
                $at.judge(&TABLE_INCOMPLETE, Some(closed.is_none()), |f| {
                    f.param("code", closed.unwrap_or_default());
                });
            }
            $( $param::$statistic(multiple) => check_statistic(multiple, $scope, $names, $at),
            $param::$assessed(one) => drop($names.assessed(&one.key, AssessmentAnswer::Amount, $at)), )?
        }
    };
}

/// Judges an amount that is fixed or looked up.
pub(super) fn check_amount(
    name: MemberName,
    amount: Option<&AmountParam>,
    scope: Scope,
    names: &Names<'_>,
    at: &mut At,
) {
    if let Some(amount) = amount {
        at.within(name, |at| check_param!(AmountParam, amount, scope, at, Statistic, Assessed, names));
    }
}

/// Judges a rate that is fixed or looked up.
pub(super) fn check_rate(name: MemberName, rate: Option<&RateParam>, scope: Scope, at: &mut At) {
    if let Some(rate) = rate {
        at.within(name, |at| check_param!(RateParam, rate, scope, at));
    }
}

/// Judges the rows of a table by number: no row is empty, no row repeats numbers of preceding rows, and together they
/// cover every number from the least one.
///
/// A row without a bound on one side contains the remaining numbers on that side: such rows overlap by intention.
fn check_number_table(rows: &[(Option<i64>, Option<i64>)], least: i64, at: &mut At) {
    let possible = Intervals::between(least, i64::MAX);
    let mut covered = Intervals::of([]);
    let spans: Vec<Intervals> =
        rows.iter().map(|(lower, upper)| Intervals::between(lower.unwrap_or(0), upper.unwrap_or(i64::MAX))).collect();
    at.within(AmountByCode::MEMBERS.rows, |at| {
        for (index, ((lower, upper), own)) in rows.iter().zip(&spans).enumerate() {
            at.item(index, |at| {
                at.judge(&RANGE_EMPTY, lower.zip(*upper).map(|(lower, upper)| lower <= upper), |_| {});
                let is_new = !own.meet(&possible).is_within(&covered);
                at.judge(&ROW_UNREACHABLE, (!own.is_empty()).then_some(is_new), |_| {});
                let mut bounds = [*lower, *upper].into_iter().flatten().map(|bound| bound.max(least));
                let shared = bounds.find(|bound| is_new && covered.contains(*bound));
                at.judge(&ROWS_OVERLAP, Some(shared.is_none()), |f| {
                    let other = shared.and_then(|bound| spans.iter().position(|span| span.contains(bound)));
                    f.param("other", format!("{}/{}", AmountByCode::MEMBERS.rows, other.unwrap_or_default()));
                });
            });
            covered = covered.join(own);
        }
    });
    // The first number that no row covers.
    let open = covered.meet(&possible).others((least, i64::MAX)).spans().first().map(|(first, _)| *first);
    at.judge(&TABLE_INCOMPLETE, Some(open.is_none()), |f| {
        f.param("code", open.unwrap_or_default());
    });
}

fn check_statistic(multiple: &crate::programme::StatisticMultiple, scope: Scope, names: &Names<'_>, at: &mut At) {
    names.statistic(&multiple.statistic, at);
    check_scope(StatisticMultiple::MEMBERS.at, multiple.at.fact(), scope, at);
}

/// Judges that ranges are in ascending order without gaps or overlaps.
pub(super) fn check_ranges(name: MemberName, ranges: &[Range], at: &mut At) {
    let mut before: Option<Range> = None;
    at.each(name, ranges, |at, range| {
        at.judge(&BRACKET_EMPTY, Some(!bracket::is_empty(*range)), |_| {});
        let step = before.map(|before| bracket::step(before, *range));
        at.judge(&BRACKETS_OVERLAP, step.map(|step| step != Step::Overlap), |_| {});
        at.judge(&BRACKETS_GAP, step.map(|step| step != Step::Gap), |f| {
            let end = |end: Option<Money>| end.map_or_else(String::new, |amount| amount.to_string());
            f.param("lower", end(before.and_then(|(_, upper)| upper))).param("upper", end(range.0));
        });
        before = Some(*range);
    });
}

fn check_code_table(by: &[CodeFact], rows: &[CodeRow<'_>], otherwise: bool, scope: Scope, at: &mut At) {
    at.each(AmountByCode::MEMBERS.by, by, |at, fact| {
        at.judge(&super::reference::FACT_SCOPE, Some(fact.fact().scope <= scope), |f| {
            f.param("fact", fact);
        });
    });
    let (first, second) = (by.first().copied(), by.get(1).copied());
    // Every pair of codes that a preceding row covers. Without a second fact, the second code is empty.
    let mut answered = Answered::default();
    at.each(AmountByCode::MEMBERS.rows, rows, |at, (codes, and_codes)| {
        if let Some(fact) = first {
            check_codes(CodeAmount::MEMBERS.codes, fact, codes, at);
        }
        if let Some((fact, codes)) = second.zip(*and_codes) {
            check_codes(CodeAmount::MEMBERS.and_codes, fact, codes, at);
        }
        let new = answered.add(codes.iter().map(LocalId::as_str), &column(second, *and_codes));
        at.judge(&ROW_UNREACHABLE, Some(new), |_| {});
    });
    let missing = match first {
        Some(fact) if !otherwise => first_missing(fact, second, &answered),
        _ => None,
    };
    at.judge(&TABLE_INCOMPLETE, Some(missing.is_none()), |f| {
        f.param("code", missing.unwrap_or_default());
    });
}

/// The codes of the second fact to which a row applies: all of them if it lists none.
fn column(fact: Option<CodeFact>, codes: Option<&[LocalId]>) -> Vec<&str> {
    match (codes, fact) {
        (Some(codes), _) => codes.iter().map(LocalId::as_str).collect(),
        (None, Some(fact)) => all_codes(fact),
        (None, None) => vec![""],
    }
}

fn all_codes(fact: CodeFact) -> Vec<&'static str> {
    fact.list().map_or_else(|| vec!["?"], |list| list.codes.iter().map(|code| code.code).collect())
}

/// A case that no row covers. A fact may have several codes at once, or none: only `otherwise` covers these cases.
fn first_missing(first: CodeFact, second: Option<CodeFact>, answered: &Answered<'_>) -> Option<String> {
    if let Some(fact) = [Some(first), second].into_iter().flatten().find(|fact| fact.is_multiple()) {
        return Some(format!("{fact}: []"));
    }
    let seconds = second.map_or_else(|| vec![""], all_codes);
    all_codes(first).into_iter().find_map(|code| {
        let open = seconds.iter().find(|and_code| !answered.contains(code, and_code))?;
        Some(if open.is_empty() { code.to_owned() } else { format!("{code} + {open}") })
    })
}

//! The totals of a run over many applications.

use crate::{
    language::{Said, counted},
    position::numbers,
};
use serde_json::{Value, json};
use tongbiao::{code::AdjudicationDecision, value::Money};

/// The decisions in the order in which they are counted.
pub(super) const DECISIONS: [AdjudicationDecision; 5] = [
    AdjudicationDecision::Awarded,
    AdjudicationDecision::AwaitingPapers,
    AdjudicationDecision::NothingPayable,
    AdjudicationDecision::Refused,
    AdjudicationDecision::Undetermined,
];

/// The short name of a decision in a table.
pub(super) const fn decision(code: AdjudicationDecision) -> (&'static str, &'static str) {
    match code {
        AdjudicationDecision::Awarded => ("给付", "awarded"),
        AdjudicationDecision::AwaitingPapers => ("待补材料", "awaiting documents"),
        AdjudicationDecision::NothingPayable => ("无可给付金额", "no amount payable"),
        AdjudicationDecision::Refused => ("拒绝", "refused"),
        _ => ("待定", "undetermined"),
    }
}

/// The counts and the sums of the outcomes of one programme, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The number of outcomes for each decision.
    pub(super) decisions: [usize; 5],
    /// The sum of the awards, in fen.
    pub(super) awarded: i128,
    /// The sum of the amounts that are paid after the supporting documents, in fen.
    pub(super) awaiting: i128,
}

/// An amount in yuan, as documents write it.
pub(super) fn plain(fen: i128) -> String {
    format!("{}.{:02}", fen / 100, (fen % 100).abs())
}

/// An amount in fen in a list. JSON has no numbers of this size.
fn fen(amount: i128) -> Value {
    amount.to_string().into()
}

/// The decision and the amount of an outcome.
pub(super) type Counted = (AdjudicationDecision, Option<Money>);

impl Counts {
    fn add(&mut self, (code, amount): Counted) {
        let fen = amount.map_or(0, |amount| i128::from(amount.fen()));
        if let Some(count) = DECISIONS.iter().position(|other| *other == code).and_then(|at| self.decisions.get_mut(at))
        {
            *count += 1;
        }
        match code {
            AdjudicationDecision::Awarded => self.awarded += fen,
            AdjudicationDecision::AwaitingPapers => self.awaiting += fen,
            _ => {}
        }
    }

    /// The counts that are not zero.
    fn said(&self) -> Said {
        let counts = DECISIONS.iter().map(|code| decision(*code)).zip(self.decisions);
        let some: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
        let zh = some.iter().map(|((zh, _), count)| format!("{zh} {count} 项")).collect::<Vec<_>>();
        let en = some.iter().map(|((_, en), count)| format!("{count} {en}")).collect::<Vec<_>>();
        Said::new(zh.join("，"), en.join(", "))
    }

    fn sums(&self) -> Said {
        let (awarded, awaiting) = (plain(self.awarded), plain(self.awaiting));
        let mut said = Said::new(format!("给付共 {awarded} 元"), format!("awards: {awarded} yuan"));
        if self.awaiting > 0 {
            said.zh.push_str(&format!("，另有 {awaiting} 元待材料补齐后给付"));
            said.en.push_str(&format!(", and {awaiting} yuan once documents are complete"));
        }
        said
    }
}

/// The totals of a run. They do not grow with the number of applications.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Totals {
    /// The programmes, with the counts of their outcomes.
    pub(super) programmes: Vec<(String, Counts)>,
    /// The applications.
    pub(super) applications: usize,
    /// Applications that have errors.
    pub(super) erroneous: usize,
    /// Applications and other inputs without outcomes.
    pub(super) failed: usize,
    /// Files that were skipped.
    pub(super) skipped: usize,
    /// Whether the run was interrupted.
    pub(super) is_interrupted: bool,
}

impl Totals {
    /// The totals of a run under some programmes.
    pub(super) fn new(programmes: impl Iterator<Item = String>) -> Self {
        Self { programmes: programmes.map(|name| (name, Counts::default())).collect(), ..Self::default() }
    }

    /// The counts as JSON, for a run that continues.
    pub(super) fn to_json(&self) -> Value {
        let programmes = self.programmes.iter().map(|(_, counts)| {
            json!({"decisions": counts.decisions, "awarded": fen(counts.awarded), "awaiting": fen(counts.awaiting)})
        });
        let programmes: Vec<Value> = programmes.collect();
        let counts = [self.applications, self.erroneous, self.failed];
        json!({"programmes": programmes, "counts": counts})
    }

    /// Sets the counts from JSON. None if they are not those of the same programmes.
    pub(super) fn set(&mut self, json: &Value) -> Option<()> {
        let all = json.get("programmes")?.as_array()?;
        if all.len() != self.programmes.len() {
            return None;
        }
        for ((_, counts), json) in self.programmes.iter_mut().zip(all) {
            let amount = |name: &str| json.get(name)?.as_str()?.parse::<i128>().ok();
            let (awarded, awaiting) = (amount("awarded")?, amount("awaiting")?);
            *counts = Counts { decisions: numbers(json.get("decisions")?)?, awarded, awaiting };
        }
        [self.applications, self.erroneous, self.failed] = numbers(json.get("counts")?)?;
        Some(())
    }

    /// Counts an outcome under a programme.
    pub(super) fn add(&mut self, programme: usize, counted: Counted) {
        if let Some((_, counts)) = self.programmes.get_mut(programme) {
            counts.add(counted);
        }
    }

    /// The programmes with an outcome.
    pub(super) fn used(&self) -> Vec<&(String, Counts)> {
        self.programmes.iter().filter(|(_, counts)| counts.decisions != [0; 5]).collect()
    }

    /// The counts of all programmes. Their amounts must not be added up: each is computed for its programme alone.
    pub(super) fn decisions(&self) -> [usize; 5] {
        let mut all = [0; 5];
        for (_, counts) in &self.programmes {
            all.iter_mut().zip(counts.decisions).for_each(|(sum, count)| *sum += count);
        }
        all
    }

    /// The total line. `in_full`: the sums of several programmes are not stated elsewhere.
    pub(super) fn said(&self, in_full: bool) -> Said {
        let Self { applications, erroneous, failed, skipped, is_interrupted, .. } = self;
        let mut said = Said::new(format!("{applications} 份申请"), counted(*applications, "application"));
        let mut add = |is_shown: bool, zh: String, en: String| {
            if is_shown {
                said.zh.push_str(&zh);
                said.en.push_str(&en);
            }
        };
        add(*erroneous > 0, format!("，{erroneous} 份有错误"), format!(", {erroneous} with errors"));
        add(
            *failed > 0,
            format!("，{failed} 项输入无结果"),
            format!(", {} without outcomes", counted(*failed, "input")),
        );
        let used = self.used();
        let decisions = Counts { decisions: self.decisions(), ..Counts::default() }.said();
        add(!used.is_empty(), format!("：{}", decisions.zh), format!(": {}", decisions.en));
        match used.as_slice() {
            [] => {}
            [(_, counts)] => {
                let sums = counts.sums();
                add(true, format!("；{}", sums.zh), format!("; {}", sums.en));
            }
            several => {
                let sums = several.iter().filter(|(_, counts)| in_full && counts.awarded + counts.awaiting > 0);
                for (name, counts) in sums {
                    let sums = counts.sums();
                    add(true, format!("；{name} {}", sums.zh), format!("; {name} {}", sums.en));
                }
                let zh = "；各项目的金额分别计算，不得相加".to_owned();
                let en = "; each amount is computed for its programme alone, and amounts of several programmes must not be added up";
                add(true, zh, en.to_owned());
            }
        }
        add(
            *skipped > 0,
            format!("；跳过 {skipped} 份其他文件"),
            format!("; {} skipped", counted(*skipped, "other file")),
        );
        add(*is_interrupted, "；已中断".to_owned(), "; interrupted".to_owned());
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_read_like_this() {
        let amount = |fen| Money::from_fen(fen).ok();
        let mut totals = Totals::new(["a@1", "b@2", "c@1"].into_iter().map(str::to_owned));
        let Said { zh, en } = totals.said(true);
        assert_eq!((zh.as_str(), en.as_str()), ("0 份申请", "0 applications"));
        totals.applications = 1;
        totals.add(1, (AdjudicationDecision::Awarded, amount(1_000_000)));
        totals.add(1, (AdjudicationDecision::Refused, amount(0)));
        totals.add(9, (AdjudicationDecision::Refused, None));
        let Said { zh, en } = totals.said(true);
        assert_eq!(zh, "1 份申请：给付 1 项，拒绝 1 项；给付共 10000.00 元");
        assert_eq!(en, "1 application: 1 awarded, 1 refused; awards: 10000.00 yuan");
        totals.add(0, (AdjudicationDecision::AwaitingPapers, amount(5)));
        totals.add(2, (AdjudicationDecision::Undetermined, None));
        totals.add(2, (AdjudicationDecision::NothingPayable, amount(0)));
        totals = Totals { applications: 3, erroneous: 1, failed: 2, skipped: 1, is_interrupted: true, ..totals };
        let Said { zh, en } = totals.said(true);
        assert_eq!(
            zh,
            "3 份申请，1 份有错误，2 项输入无结果：给付 1 项，待补材料 1 项，无可给付金额 1 项，拒绝 1 项，待定 1 项；\
             a@1 给付共 0.00 元，另有 0.05 元待材料补齐后给付；b@2 给付共 10000.00 元；各项目的金额分别计算，不得相加；\
             跳过 1 份其他文件；已中断"
        );
        assert_eq!(
            en,
            "3 applications, 1 with errors, 2 inputs without outcomes: 1 awarded, 1 awaiting documents, 1 no amount payable, \
             1 refused, 1 undetermined; a@1 awards: 0.00 yuan, and 0.05 yuan once documents are complete; b@2 awards: 10000.00 yuan; \
             each amount is computed for its programme alone, and amounts of several programmes must not be added up; \
             1 other file skipped; interrupted"
        );
        let mut again = Totals::new(["a@1", "b@2", "c@1"].into_iter().map(str::to_owned));
        assert_eq!(again.set(&totals.to_json()), Some(()));
        assert_eq!(Totals { skipped: 1, is_interrupted: true, ..again.clone() }, totals);
        assert_eq!(again.set(&Totals::new(std::iter::once("a@1".to_owned())).to_json()), None);
        assert!(!totals.said(false).en.contains("yuan") && totals.said(false).en.contains("must not be added up"));
    }
}

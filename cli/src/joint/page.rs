//! The account of a joint relief plan as a page for browsers: one file, without a script and without anything from elsewhere.

use crate::{
    columns::visible,
    language::Language,
    outputs::{both, escaped},
    page::{self, table, yuan},
};
use std::io::{self, Write};
use tongbiao::{
    code::AdjudicationDecision,
    explain::{self, Words},
    joint::{JointAdjudication, JointAmount, JointMember, JointReceipt, JointTotals},
    plan::ReliefPlan,
    programme::Programme,
    record::{application::Application, receipt::ReceiptNumber},
    value::{Money, Text},
    wire::Label,
};

/// The number of members with a column and a colour of their own. The awards of further members are added up.
const COLUMNS_MAX: usize = 8;

/// The number of lines above which only receipts are printed on paper, so that one sheet is enough.
const PRINTED_MAX: usize = 12;

/// The number of lines above which only receipts are listed. A page of more rows is slow in a browser.
const ROWS_MAX: usize = 5_000;

/// The width of a chart.
const WIDTH: i128 = 1_000;

/// What a page shows.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) outcome: &'a JointAdjudication,
    pub(super) plan: &'a ReliefPlan,
    pub(super) programmes: &'a [Programme],
    /// The application, if the page may show its values.
    pub(super) application: Option<&'a Application>,
    pub(super) language: Language,
}

/// A column of the table by receipt and payer.
struct Column {
    name: Words,
    class: String,
    /// The indices of its members.
    members: Vec<i64>,
}

impl Column {
    fn sum(&self, awards: Option<&[JointAmount]>) -> i128 {
        let own = awards.unwrap_or_default().iter().filter(|part| self.members.contains(&part.member.get()));
        own.map(|part| i128::from(part.award.fen())).sum()
    }
}

impl Page<'_> {
    /// Writes the page.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let columns = self.columns();
        if let Some(totals) = &self.outcome.totals {
            tiles(totals, out)?;
            self.chart(totals, &columns, out)?;
        }
        self.members(out)?;
        self.open(out)?;
        if let Some(totals) = &self.outcome.totals {
            self.receipts(totals, &columns, out)?;
        }
        page::foot(out)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let title = titled(&self.plan.title, self.plan.title_en.as_ref());
        let lines: usize = self.lines().map(|receipt| receipt.lines.as_ref().map_or(0, |lines| lines.len())).sum();
        let class = if lines > PRINTED_MAX { "is-long" } else { "" };
        page::head(self.language, ("联合救助账目", "Joint relief account"), class, out)?;
        writeln!(out, "<p>{}</p>", both(&title.zh, &title.en))?;
        let day = self.outcome.as_of.to_string();
        let decision = explain::decision(self.outcome.decision);
        let said = both(
            &format!("核定日期：{day}；结论：{}", decision.zh),
            &format!("Day of the decision: {day}; decision: {}", decision.en),
        );
        writeln!(out, "<p>{said}</p>")?;
        if let Some(application) = self.application {
            let (id, name) = (application.id.as_str(), application.child.name.as_str());
            let said = both(&format!("申请：{id}；患儿：{name}"), &format!("Application: {id}; child: {name}"));
            writeln!(out, "<p>{said}</p>")?;
        }
        Ok(())
    }

    fn lines(&self) -> impl Iterator<Item = &JointReceipt> {
        self.outcome.receipts.iter().flat_map(|all| all.iter())
    }

    fn named(&self, member: &JointMember) -> Words {
        let of = |programme: &&Programme| programme.id == member.programme && programme.revision == member.revision;
        let programme = self.programmes.iter().find(of);
        programme.map_or_else(
            || Words { zh: member.programme.to_string(), en: member.programme.to_string() },
            |programme| titled(&programme.title, programme.title_en.as_ref()),
        )
    }

    /// The members that pay something on lines: those with the largest awards have a column each.
    fn columns(&self) -> Vec<Column> {
        let mut sums = vec![0_i128; self.outcome.members.len()];
        for part in self.lines().filter_map(|receipt| receipt.awards.as_deref()).flatten() {
            if let Some(sum) = usize::try_from(part.member.get()).ok().and_then(|place| sums.get_mut(place)) {
                *sum += i128::from(part.award.fen());
            }
        }
        let mut paying: Vec<usize> =
            (0..sums.len()).filter(|place| sums.get(*place).is_some_and(|sum| *sum > 0)).collect();
        let mut others = Vec::new();
        if paying.len() > COLUMNS_MAX {
            let mut by_sum = paying.clone();
            by_sum.sort_by_key(|place| std::cmp::Reverse(sums.get(*place).copied()));
            others = by_sum.split_off(COLUMNS_MAX - 1);
            paying.retain(|place| !others.contains(place));
        }
        let index = |place: &usize| i64::try_from(*place).unwrap_or(i64::MAX);
        let members = paying.iter().zip(1..).filter_map(|(place, number)| {
            let member = self.outcome.members.get(*place)?;
            Some(Column { name: self.named(member), class: format!("c{number}"), members: vec![index(place)] })
        });
        let mut columns: Vec<Column> = members.collect();
        if !others.is_empty() {
            let name = Words {
                zh: format!("其他 {} 个项目", others.len()),
                en: format!("{} other programmes", others.len()),
            };
            columns.push(Column {
                name,
                class: format!("c{COLUMNS_MAX}"),
                members: others.iter().map(index).collect(),
            });
        }
        columns
    }

    /// One bar: the aid already given, what each pays, and what remains. It fills the family's share.
    fn chart(&self, totals: &JointTotals, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
        let fen = |amount: Money| i128::from(amount.fen());
        let on_receipts: Vec<i128> = columns
            .iter()
            .map(|column| self.lines().map(|receipt| column.sum(receipt.awards.as_deref())).sum())
            .collect();
        let whole = fen(totals.awarded) - on_receipts.iter().sum::<i128>();
        let mut parts = vec![(
            "c0".to_owned(),
            Words { zh: "此前救助".to_owned(), en: "Aid already given".to_owned() },
            fen(totals.prior),
        )];
        parts.extend(
            columns.iter().zip(on_receipts).map(|(column, sum)| (column.class.clone(), column.name.clone(), sum)),
        );
        parts.push(("c8".to_owned(), self.for_no_receipt(totals), whole));
        parts.push((
            "left".to_owned(),
            Words { zh: "家庭仍须负担".to_owned(), en: "Remaining for the family".to_owned() },
            fen(totals.left),
        ));
        let all = fen(totals.borne);
        writeln!(out, "<h2>{}</h2>", both("各方负担", "Who pays"))?;
        write!(
            out,
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        )?;
        let at = |sum: i128| (sum * WIDTH).checked_div(all).unwrap_or(0);
        let mut before = 0;
        for (class, _, sum) in parts.iter().filter(|(.., sum)| *sum > 0) {
            let (start, end) = (at(before), at(before + sum));
            before += sum;
            write!(out, "<rect class=\"{class}\" x=\"{start}\" y=\"0\" width=\"{}\" height=\"10\"/>", end - start)?;
        }
        writeln!(out, "</svg>\n<ul class=\"legend\">")?;
        for (class, Words { zh, en }, sum) in parts.iter().filter(|(.., sum)| *sum > 0) {
            let percent = (sum * 1_000).checked_div(all).unwrap_or(0);
            writeln!(
                out,
                "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{class}\" width=\"10\" height=\"10\"/></svg>{} {} ({}.{}%)</li>",
                both(zh, en),
                yuan(*sum),
                percent / 10,
                percent % 10
            )?;
        }
        writeln!(out, "</ul>")
    }

    /// The name of the awards that are for no receipt, with the programmes that pay them where the outcome states which.
    fn for_no_receipt(&self, totals: &JointTotals) -> Words {
        let on_receipts = |place: usize| -> i64 {
            let awards = self.lines().filter_map(|receipt| receipt.awards.as_deref()).flatten();
            let own = awards.filter(|part| usize::try_from(part.member.get()) == Ok(place));
            own.map(|part| part.award.fen()).sum()
        };
        let members = self.outcome.members.iter().enumerate();
        let paying =
            members.filter(|(place, member)| member.award.is_some_and(|award| award.fen() > on_receipts(*place)));
        let names: Vec<Words> = paying.map(|(_, member)| self.named(member)).collect();
        let (zh, en) = ("不针对具体票据的给付", "awards that are for no receipt");
        if totals.apart.is_some() || names.is_empty() {
            return Words { zh: zh.to_owned(), en: "Awards that are for no receipt".to_owned() };
        }
        let joined = |of: fn(&Words) -> &str, by: &str| names.iter().map(of).collect::<Vec<_>>().join(by);
        let (in_zh, in_en) = (joined(|name| &name.zh, "、"), joined(|name| &name.en, ", "));
        Words { zh: format!("{in_zh}：{zh}"), en: format!("{in_en}: {en}") }
    }

    fn members(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.outcome.members.is_empty() {
            return Ok(());
        }
        writeln!(out, "<h2>{}</h2>", both("各项目", "Programmes"))?;
        let heads = [
            ("", "项目", "Programme"),
            ("", "支付方类别", "Payer class"),
            ("", "结论", "Decision"),
            ("number", "单独应给付", "Alone"),
            ("number", "按方案给付", "Under the plan"),
            ("number", "本次给付", "Due now"),
        ];
        table(&heads, out)?;
        for member in &self.outcome.members {
            let (name, Label { zh, en }) = (self.named(member), member.payer.label());
            let decision = explain::decision(member.decision);
            write!(out, "<tr><td>{}</td><td>{}</td>", both(&name.zh, &name.en), both(zh, en))?;
            write!(out, "<td>{}", both(decision.zh, decision.en))?;
            if let Some(overpaid) = member.overpaid {
                let said = both(&format!("已多付 {overpaid}"), &format!("overpaid {overpaid}"));
                write!(out, "<div class=\"soft\">{said}</div>")?;
            }
            write!(out, "</td>")?;
            let is_refused = member.decision == AdjudicationDecision::Refused;
            for amount in [member.alone, member.award, member.due].map(|amount| amount.filter(|_| !is_refused)) {
                let shown = amount.map_or_else(|| "—".to_owned(), |amount| yuan(amount.fen().into()));
                write!(out, "<td class=\"number\">{shown}</td>")?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table></div>")
    }

    /// The missing facts, and the reasons for a decision without amounts.
    fn open(&self, out: &mut dyn Write) -> io::Result<()> {
        let missing =
            self.outcome.missing.iter().flat_map(|all| all.iter()).map(|one| explain::explain_missing(one, None));
        let reasons = self.outcome.reasons.iter().flat_map(|all| all.iter()).map(|one| {
            let Label { zh, en } = explain::reason(one.code);
            Words { zh: zh.to_owned(), en: en.to_owned() }
        });
        let (missing, reasons): (Vec<Words>, Vec<Words>) = (missing.collect(), reasons.collect());
        for (zh, en, list) in [("缺失的事实", "Missing facts", missing), ("原因", "Reasons", reasons)] {
            if !list.is_empty() {
                writeln!(out, "<h2>{}</h2>\n<ul>", both(zh, en))?;
                for Words { zh, en } in list {
                    writeln!(out, "<li>{}</li>", both(&zh, &en))?;
                }
                writeln!(out, "</ul>")?;
            }
        }
        Ok(())
    }

    /// The table by receipt, line and payer. Each row adds up.
    fn receipts(&self, totals: &JointTotals, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<h2>{}</h2>", both("各票据的分担", "Receipts by payer"))?;
        let mut heads = vec![
            ("", "票据和明细", "Receipt and line"),
            ("number", "家庭负担", "Family's share"),
            ("number", "此前救助", "Aid already given"),
        ];
        heads.extend(columns.iter().map(|column| ("number", column.name.zh.as_str(), column.name.en.as_str())));
        heads.push(("number", "余额", "Remaining"));
        table(&heads, out)?;
        let mut rows = 0_usize;
        for (number, receipt) in self.lines().enumerate() {
            let (zh, en) = self.receipt_name(number, receipt);
            let amounts = (receipt.borne, receipt.prior, receipt.left);
            row("receipt", (&zh, &en), amounts, (columns, receipt.awards.as_deref()), out)?;
            let lines = receipt.lines.as_deref().unwrap_or_default();
            rows = rows.saturating_add(lines.len());
            for (number, line) in lines.iter().enumerate().filter(|_| rows <= ROWS_MAX) {
                let (zh, en) = self.line_name(receipt, number);
                let amounts = (line.borne, line.prior, line.left);
                row("line", (&zh, &en), amounts, (columns, line.awards.as_deref()), out)?;
            }
        }
        write!(out, "<tr class=\"total\"><td>{}</td>", both("各票据合计", "All receipts"))?;
        let sums = |of: fn(&JointReceipt) -> i128| self.lines().map(of).sum::<i128>();
        let [borne, prior, left] = [
            sums(|receipt| receipt.borne.fen().into()),
            sums(|receipt| receipt.prior.map_or(0, |prior| prior.fen().into())),
            sums(|receipt| receipt.left.fen().into()),
        ];
        let by_payer =
            columns.iter().map(|column| self.lines().map(|receipt| column.sum(receipt.awards.as_deref())).sum());
        for sum in [borne, prior].into_iter().chain(by_payer).chain([left]) {
            write!(out, "<td class=\"number\">{}</td>", yuan(sum))?;
        }
        writeln!(out, "</tr>\n</tbody>\n</table></div>")?;
        if rows > ROWS_MAX {
            let said = both("明细过多，部分明细未列出。", "There are too many lines; some are not listed.");
            writeln!(out, "<p class=\"soft\">{said}</p>")?;
        }
        let notes = [
            (left > totals.left.fen().into()).then(|| {
                let less = yuan(left - i128::from(totals.left.fen()));
                both(
                    &format!(
                        "不针对具体票据的救助和给付共 {less} 元：家庭仍须负担 {} 元。",
                        yuan(totals.left.fen().into())
                    ),
                    &format!(
                        "Aid and awards that are for no receipt: {less} yuan. Remaining for the family: {} yuan.",
                        yuan(totals.left.fen().into())
                    ),
                )
            }),
            totals.apart.map(|apart| yuan(apart.fen().into())).map(|apart| {
                both(
                    &format!("另计的给付（不是医疗费用）：{apart} 元。"),
                    &format!("In addition, not for medical charges: {apart} yuan."),
                )
            }),
            totals.excess.map(|excess| yuan(excess.fen().into())).map(|excess| {
                both(
                    &format!("超出余额的预付，待核销：{excess} 元。"),
                    &format!("Advances above the remainder, to be reconciled: {excess} yuan."),
                )
            }),
        ];
        notes.into_iter().flatten().try_for_each(|note| writeln!(out, "<p>{note}</p>"))
    }

    fn receipt_name(&self, number: usize, receipt: &JointReceipt) -> (String, String) {
        let printed = self.application.and_then(|application| {
            let own = application.receipts.as_ref()?.get(place(receipt.receipt.as_str())?)?;
            let number = match &own.number {
                ReceiptNumber::FiscalElectronic(of) => Some(of.number.to_string()),
                ReceiptNumber::FiscalPaper(of) => Some(of.number.to_string()),
                ReceiptNumber::TaxInvoice(of) => Some(of.number.to_string()),
                ReceiptNumber::Legacy(of) => Some(of.number.to_string()),
                _ => None,
            };
            let day = own.visit_date.or(own.issued_on).map(|day| day.to_string());
            let parts: Vec<String> = [number, day].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        });
        let number = number + 1;
        match printed {
            Some(printed) => (format!("第 {number} 张：{printed}"), format!("Receipt {number}: {printed}")),
            None => (format!("第 {number} 张"), format!("Receipt {number}")),
        }
    }

    fn line_name(&self, receipt: &JointReceipt, number: usize) -> (String, String) {
        let named = self.application.and_then(|application| {
            let own = application.receipts.as_ref()?.get(place(receipt.receipt.as_str())?)?;
            Some(own.lines.as_ref()?.get(number)?.name.as_str())
        });
        let number = number + 1;
        match named {
            Some(name) => (format!("{number}. {name}"), format!("{number}. {name}")),
            None => (format!("第 {number} 行"), format!("Line {number}")),
        }
    }
}

/// The index of a receipt in the application.
fn place(pointer: &str) -> Option<usize> {
    pointer.rsplit('/').next()?.parse().ok()
}

fn titled(zh: &Text<1, 200>, en: Option<&Text<1, 200>>) -> Words {
    Words { zh: zh.to_string(), en: en.unwrap_or(zh).to_string() }
}

/// The four totals.
fn tiles(totals: &JointTotals, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<ul class=\"tiles\">")?;
    for (amount, zh, en) in [
        (totals.borne, "家庭负担（元）", "Family's share (yuan)"),
        (totals.prior, "此前救助", "Aid already given"),
        (totals.awarded, "各项目给付", "Awards of the programmes"),
        (totals.left, "家庭仍须负担", "Remaining for the family"),
    ] {
        writeln!(out, "<li><b>{}</b>{}</li>", yuan(amount.fen().into()), both(zh, en))?;
    }
    writeln!(out, "</ul>")
}

/// A row of amounts: the family's share, the aid already given, what each pays, what remains.
fn row(
    class: &str,
    (zh, en): (&str, &str),
    (borne, prior, left): (Money, Option<Money>, Money),
    (columns, awards): (&[Column], Option<&[JointAmount]>),
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<tr class=\"{class}\"><td>{}</td>", both(&visible(zh), &visible(en)))?;
    let prior = prior.unwrap_or(Money::ZERO);
    let by_payer = columns.iter().map(|column| column.sum(awards));
    let amounts = [borne.fen().into(), prior.fen().into()].into_iter().chain(by_payer).chain([left.fen().into()]);
    for amount in amounts {
        write!(out, "<td class=\"number\">{}</td>", escaped(&yuan(amount)))?;
    }
    writeln!(out, "</tr>")
}

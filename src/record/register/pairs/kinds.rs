//! Kinds of pairs of receipts, each with the right answer.

use super::make::{
    HOSPITALS, admitted, any, coded, electronic_number, inspected, issued_again, notations, numbered, older, on_paper,
    serial, settled, visit, wide, with, with_paper,
};
use serde_json::{Value, json};
use tongbiao_testkit::random::Random;

/// Whether two receipts are one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Answer {
    Certain,
    Possible,
    None,
}

/// A kind of pair.
pub(super) struct Kind {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// Whether both are for one payment.
    pub(super) is_one: bool,
    pub(super) answer: Answer,
    pub(super) make: fn(&mut Random) -> (Value, Value),
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    one("同一票据录入两次", "The same receipt entered twice", Answer::Certain, |r| {
        let receipt = any(r);
        (receipt.clone(), receipt)
    }),
    one("电子票据注明了换开的纸质票据", "Electronic receipt that states its paper receipt", Answer::Certain, |r| {
        let receipt = any(r);
        let paper = on_paper(&receipt, r);
        (with_paper(&receipt, &paper["number"]["code"], &paper["number"]["number"]), paper)
    }),
    one("票据号缺前导零", "Number without leading zeros", Answer::Certain, |r| notations(r, |n| format!("00{n}"))),
    one("票据号前有 No. 或 №", "Number with No. or № before it", Answer::Certain, |r| {
        if r.chance(50) { notations(r, |n| format!("No.{n}")) } else { notations(r, |n| format!("№ {n}")) }
    }),
    one("票据号前有栏目名称", "Number with its label before it", Answer::Certain, |r| {
        if r.chance(50) { notations(r, |n| format!("票据号码：{n}")) } else { notations(r, |n| format!("编号 No.00{n}")) }
    }),
    one("票据号为全角", "Number in full-width digits", Answer::Certain, |r| notations(r, wide)),
    one("票据号中有空格", "Number with blanks", Answer::Certain, |r| {
        notations(r, |n| {
            let (start, end) = n.split_at(4);
            format!("{start} {end}")
        })
    }),
    one("票据号大小写不同", "Number in another letter case", Answer::Certain, |r| {
        let number = serial(r, "mz");
        let receipt = older(r, &number);
        let other = with(&receipt, json!({"number": {"form": "legacy", "number": number.to_uppercase()}}));
        (receipt, other)
    }),
    one("旧式票据的代码写法不同", "Older receipt with its code in two notations", Answer::Certain, |r| {
        let (receipt, other) = notations(r, |n| format!("No.{n}"));
        let code = format!("{}", 1000 + r.below(9000));
        let notation = format!("{}{code}", r.pick(&["0", "代码", " ", "（代码）：00"]));
        (coded(&receipt, &code), coded(&other, &notation))
    }),
    one("数电发票录入两次", "Fully digital invoice entered twice", Answer::Certain, |r| {
        let number = format!("2541{:016}", r.below(1_000_000_000));
        let number = json!({"receiptKind": "tax-invoice", "number": {"form": "tax-invoice", "number": number}});
        let receipt = with(&visit(r), number);
        (receipt.clone(), receipt)
    }),
    one("重新开票，结算编号相同", "Issued again with the same settlement number", Answer::Possible, |r| {
        let receipt = any(r);
        let receipt = settled(&receipt, r, "JS");
        (receipt.clone(), issued_again(&receipt, r))
    }),
    one("重新开票，业务流水号相同", "Issued again with the same serial number", Answer::Possible, |r| {
        let receipt = numbered(r);
        (receipt.clone(), issued_again(&receipt, r))
    }),
    one("重新开票，住院号和住院时间相同", "Issued again with the same inpatient number and stay", Answer::Possible, |r| {
        let receipt = admitted(r);
        (receipt.clone(), issued_again(&receipt, r))
    }),
    one("撤销结算后重新结算开票", "Settled anew and issued again", Answer::Possible, |r| {
        let receipt = admitted(r);
        let again = issued_again(&receipt, r);
        (settled(&receipt, r, "JS"), settled(&again, r, "JT"))
    }),
    one("重新开票，流水号写法不同", "Issued again, the serial number in another notation", Answer::Possible, |r| {
        let receipt = numbered(r);
        let number = format!("业务流水号：{}", receipt["businessNumber"].as_str().unwrap().to_lowercase());
        let again = with(&issued_again(&receipt, r), json!({"businessNumber": number}));
        (receipt, again)
    }),
    one("重新开票，姓名写法不同或被遮盖", "Issued again, the name in another notation or masked", Answer::Possible, |r| {
        let receipt = numbered(r);
        let name = *r.pick(&["童 安", "童*", "童\u{3000}安"]);
        let again = with(&issued_again(&receipt, r), json!({"patientName": name}));
        (receipt, again)
    }),
    one("电子票据与其纸质票据，未注明换开", "Electronic receipt and its paper receipt without a reference", Answer::Possible, |r| {
        let receipt = any(r);
        let paper = on_paper(&receipt, r);
        (receipt, paper)
    }),
    one("数日后换开的纸质票据", "Paper receipt issued in exchange days later", Answer::Possible, |r| {
        let receipt = any(r);
        let paper = with(&on_paper(&receipt, r), json!({"issuedOn": "2025-02-01"}));
        (receipt, paper)
    }),
    one("查验后换开的纸质票据", "Paper receipt issued in exchange after an inspection", Answer::Possible, |r| {
        let receipt = any(r);
        let paper = with(&on_paper(&receipt, r), json!({"issuedOn": "2025-02-01"}));
        (inspected(&receipt, "2025-01-15", false), paper)
    }),
    one("查验为已换开，纸质票据只有开票日期", "Inspected as exchanged; the paper receipt states its day of issue only", Answer::Possible, |r| {
        let receipt = visit(r);
        let paper = with(&on_paper(&receipt, r), json!({"visitDate": null, "issuedOn": "2025-02-01"}));
        (inspected(&receipt, "2025-02-15", true), paper)
    }),
    one("电子票据的打印件按纸质票据录入", "Print of an electronic receipt entered as a paper receipt", Answer::Possible, |r| {
        let receipt = any(r);
        let mut number = receipt["number"].clone();
        number["form"] = "fiscal-paper".into();
        let paper = with(&on_paper(&receipt, r), json!({"number": number}));
        (receipt, paper)
    }),
    one("电子票据按旧式票据录入", "Electronic receipt entered as an older type", Answer::Possible, |r| {
        let receipt = any(r);
        let number = json!({"form": "legacy", "number": receipt["number"]["number"]});
        let other = with(&receipt, json!({"receiptKind": "legacy", "number": number}));
        (receipt, other)
    }),
    one("医院自编号码，医院名称写法不同", "Hospital's own number, the hospital's name in two forms", Answer::Possible, |r| {
        let number = serial(r, "Q");
        let receipt = with(&older(r, &number), json!({"issuer": {"name": "示例医院（虚构）"}}));
        (receipt.clone(), with(&receipt, json!({"issuer": {"name": "示例市第一医院（虚构）"}})))
    }),
    one("医院自编号码，一张未写医院", "Hospital's own number, the hospital omitted once", Answer::Possible, |r| {
        let number = serial(r, "Q");
        let receipt = older(r, &number);
        (receipt.clone(), with(&receipt, json!({"issuer": null})))
    }),
    one("旧式票据，一张缺票据代码", "Older receipt, the code omitted once", Answer::Possible, |r| {
        let (receipt, other) = notations(r, str::to_owned);
        let coded = coded(&receipt, &format!("{}", 1000 + r.below(9000)));
        if r.chance(50) { (coded, other) } else { (other, coded) }
    }),
    one("重新开票，仅日期和金额相同", "Issued again; only the day and the amount are the same", Answer::None, |r| {
        let receipt = any(r);
        (receipt.clone(), issued_again(&receipt, r))
    }),
    two("同日两次就诊，金额相等", "Two visits on one day with equal amounts", Answer::None, |r| {
        let receipt = with(&visit(r), json!({"outpatientNumber": "MZ-1"}));
        (with(&receipt, json!({"businessNumber": serial(r, "YW")})), with(&issued_again(&receipt, r), json!({"businessNumber": serial(r, "YX")})))
    }),
    two("同日两次就诊，各有结算编号", "Two visits on one day, each with a settlement number", Answer::None, |r| {
        let receipt = visit(r);
        let other = issued_again(&receipt, r);
        (settled(&receipt, r, "JS"), settled(&other, r, "JT"))
    }),
    two("双胞胎，同日同金额", "Twins with equal receipts of one day", Answer::None, |r| {
        let receipt = any(r);
        let other = with(&issued_again(&receipt, r), json!({"patientName": "童宁"}));
        (receipt, other)
    }),
    two("双胞胎，业务流水号相同", "Twins under one serial number", Answer::None, |r| {
        let receipt = numbered(r);
        let other = with(&issued_again(&receipt, r), json!({"patientName": "童宁"}));
        (receipt, other)
    }),
    two("兄弟姐妹，一张电子、一张纸质", "Siblings, one receipt electronic and one on paper", Answer::None, |r| {
        let receipt = any(r);
        let other = with(&on_paper(&receipt, r), json!({"patientName": "童宁"}));
        (receipt, other)
    }),
    two("每月复诊，金额相等", "Monthly visits with equal amounts", Answer::None, |r| {
        let on = |day: &str| json!({"visitDate": day, "issuedOn": day, "outpatientNumber": "MZ-1"});
        let receipt = visit(r);
        (with(&receipt, on("2024-05-06")), with(&issued_again(&receipt, r), on("2024-06-06")))
    }),
    two("同一原票据的两张等额分割单", "Two equal split sheets of one original", Answer::None, |r| {
        let original = json!({"receiptKind": "split-sheet", "original": electronic_number(r)});
        let receipt = with(&numbered(r), original);
        (receipt.clone(), issued_again(&receipt, r))
    }),
    two("分割单与其原票据", "Split sheet and its original", Answer::None, |r| {
        let receipt = numbered(r);
        let of = json!({"receiptKind": "split-sheet", "original": receipt["number"]});
        let sheet = with(&issued_again(&receipt, r), of);
        (receipt, sheet)
    }),
    two("业务流水号相同，金额不同", "One serial number, two amounts", Answer::None, |r| {
        let receipt = numbered(r);
        (with(&receipt, json!({"totalAmount": "100.00"})), with(&issued_again(&receipt, r), json!({"totalAmount": "100.01"})))
    }),
    two("同一住院号，住院时间相接", "One inpatient number, one stay after the other", Answer::None, |r| {
        let receipt = with(&admitted(r), json!({"stay": {"start": "2024-05-06", "end": "2024-05-17"}}));
        let other = with(&issued_again(&receipt, r), json!({"stay": {"start": "2024-05-17", "end": "2024-05-28"}}));
        (receipt, other)
    }),
    two("两家医院的自编号码相同", "One own number at two hospitals", Answer::None, |r| {
        let number = serial(r, "Q");
        of_two_hospitals(&older(r, &number), |receipt, _| receipt.clone(), r)
    }),
    two("旧式票据，号码相同、代码不同", "Older receipts with one number and two codes", Answer::None, |r| {
        let (receipt, other) = notations(r, str::to_owned);
        let code = 1000 + r.below(9000);
        (coded(&receipt, &code.to_string()), coded(&other, &format!("{}", code + 1)))
    }),
    two("同日两张旧式票据，号码相同，一张缺代码", "Two older receipts of one day with one number, the code omitted once", Answer::Possible, |r| {
        let (receipt, other) = notations(r, str::to_owned);
        (coded(&receipt, &format!("{}", 1000 + r.below(9000))), other)
    }),
    two("两家医院的业务流水号相同", "One serial number at two hospitals", Answer::None, |r| {
        let receipt = with(&any(r), json!({"businessNumber": format!("{}", 1 + r.below(400))}));
        of_two_hospitals(&receipt, issued_again, r)
    }),
    two("已冲红的票据与重开的票据", "Reversed receipt and the receipt issued in its place", Answer::None, |r| {
        let receipt = numbered(r);
        (with(&receipt, json!({"status": "reversed"})), issued_again(&receipt, r))
    }),
    two("票据与冲红它的票据", "Receipt and its reversal", Answer::None, |r| {
        let receipt = numbered(r);
        let total = format!("-{}", receipt["totalAmount"].as_str().unwrap());
        let reversal = with(&issued_again(&receipt, r), json!({"totalAmount": total, "reverses": receipt["number"]}));
        (receipt, reversal)
    }),
    two("电子与纸质票据，结算编号不同", "Electronic and paper receipt with two settlement numbers", Answer::None, |r| {
        let receipt = visit(r);
        let paper = on_paper(&receipt, r);
        (settled(&receipt, r, "JS"), settled(&paper, r, "JT"))
    }),
    two("纸质票据开具后查验为未换开", "Inspected as not exchanged after the paper receipt was issued", Answer::None, |r| {
        let receipt = with(&any(r), json!({"issuedOn": "2025-01-02"}));
        let paper = on_paper(&receipt, r);
        (inspected(&receipt, "2025-01-15", false), paper)
    }),
    two("电子票据已换开为另一张纸质票据", "Electronic receipt exchanged for another paper receipt", Answer::None, |r| {
        let receipt = any(r);
        let paper = on_paper(&receipt, r);
        (with_paper(&receipt, &json!("41060124"), &json!("0000000777")), paper)
    }),
    two("已核实为两张", "Verified to be two", Answer::None, |r| {
        let receipt = numbered(r);
        let other = with(&issued_again(&receipt, r), json!({"distinctFrom": [receipt["number"]]}));
        (receipt, other)
    }),
    two("无关的两张票据", "Two unrelated receipts", Answer::None, |r| (any(r), any(r))),
    two("同日两次就诊，一张电子、一张纸质，金额相等", "Two visits on one day, one receipt electronic and one on paper, with equal amounts", Answer::Possible, |r| {
        let receipt = visit(r);
        let paper = on_paper(&receipt, r);
        (receipt, paper)
    }),
    two("同一业务流水号的两笔等额费用", "Two equal charges under one serial number", Answer::Possible, |r| {
        let receipt = numbered(r);
        (receipt.clone(), issued_again(&receipt, r))
    }),
    two("新生双胞胎，均用母亲的住院号", "Newborn twins under the mother's inpatient number", Answer::Possible, |r| {
        let receipt = with(&admitted(r), json!({"patientName": "李梅之大子"}));
        let other = with(&issued_again(&receipt, r), json!({"patientName": "李梅之二子"}));
        (receipt, other)
    }),
];

/// A receipt and another one, of two hospitals.
fn of_two_hospitals(receipt: &Value, other: fn(&Value, &mut Random) -> Value, random: &mut Random) -> (Value, Value) {
    let issued_by = |place: usize| {
        let (name, uscc, _) = HOSPITALS[place];
        json!({"issuer": {"name": name, "uscc": uscc}})
    };
    (with(receipt, issued_by(0)), with(&other(receipt, random), issued_by(1 + random.below(2))))
}

/// Receipts for one payment.
const fn one(zh: &'static str, en: &'static str, answer: Answer, make: fn(&mut Random) -> (Value, Value)) -> Kind {
    Kind { zh, en, is_one: true, answer, make }
}

/// Receipts for two payments, or one that counts and one that does not.
const fn two(zh: &'static str, en: &'static str, answer: Answer, make: fn(&mut Random) -> (Value, Value)) -> Kind {
    Kind { zh, en, is_one: false, answer, make }
}

//! Defects of a receipt: its number, its dates, its kind, the patient and its lines.

use crate::{
    draft::Draft,
    json::object,
    need::Need,
    number::{capitals, yuan},
    planting::{APPLICATION, Defect, Labels, WITH_RECEIPT, defect, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("receipt.number-kind-mismatch", WITH_RECEIPT, &[Need::Electronic], |draft, _| {
        let place = draft.receipt("/number");
        let digits = draft.text(&draft.receipt("/number/number"))?.to_owned();
        draft.set(&place, object! {"form": "fiscal-paper", "code": "41060424", "number": digits})?;
        one("receipt.number-kind-mismatch", place)
    }),
    defect("receipt.check-code-missing", WITH_RECEIPT, &[Need::Electronic], |draft, _| {
        draft.remove(&draft.receipt("/number/checkCode"))?;
        one("receipt.check-code-missing", draft.receipt("/number"))
    }),
    defect("receipt.reversal-not-negative", WITH_RECEIPT, &[Need::Outpatient], |draft, random| {
        let number = format!("{:010}", random.within(1, 99_999));
        draft.set(
            &draft.visit("/reverses"),
            object! {"form": "fiscal-electronic", "code": "99060124", "number": number},
        )?;
        one("receipt.reversal-not-negative", draft.visit("/totalAmount"))
    }),
    defect("receipt.inspection-differs", WITH_RECEIPT, &[Need::Electronic], |draft, _| {
        draft.set(&draft.receipt("/inspections/0/status"), "reversed")?;
        one("receipt.inspection-differs", draft.receipt("/inspections"))
    }),
    defect("receipt.original-missing", WITH_RECEIPT, &[Need::Outpatient], |draft, _| {
        draft.set(&draft.visit("/receiptKind"), "split-sheet")?;
        one("receipt.original-missing", draft.visit(""))
    }),
    defect("receipt.original-exceeded", WITH_RECEIPT, &[Need::Outpatient], |draft, random| {
        let total = draft.fen(&draft.visit("/totalAmount"))?;
        let number = format!("{:010}", random.within(1, 99_999));
        draft.set(&draft.visit("/original"), object! {"form": "fiscal-paper", "code": "99060324", "number": number})?;
        draft.set(&draft.visit("/originalTotal"), yuan(total - random.within(1, total / 2)))?;
        one("receipt.original-exceeded", draft.visit("/totalAmount"))
    }),
    defect("receipt.stay-days", WITH_RECEIPT, &[Need::Inpatient], |draft, random| {
        let place = draft.receipt("/stayDays");
        let days = draft.text(&place)?.parse::<i64>().ok()?;
        draft.set(&place, days + random.within(2, 30))?;
        one("receipt.stay-days", place)
    }),
    defect("receipt.issued-before-visit", WITH_RECEIPT, &[Need::Outpatient], |draft, random| {
        let place = draft.visit("/issuedOn");
        draft.shift(&place, -random.within(1, 4))?;
        one("receipt.issued-before-visit", place)
    }),
    defect("receipt.settled-before-visit", WITH_RECEIPT, &[Need::Outpatient, Need::AtHospital], |draft, random| {
        let place = draft.visit("/settlement/settledOn");
        draft.shift(&place, -random.within(1, 20))?;
        one("receipt.settled-before-visit", place)
    }),
    defect("receipt.outpatient-stay", WITH_RECEIPT, &[Need::Outpatient, Need::Electronic], |draft, _| {
        let place = draft.visit("/stay");
        let day = draft.day(&draft.visit("/visitDate"))?;
        draft.set(&place, object! {"start": day.to_string(), "end": day.plus(2).to_string()})?;
        one("receipt.outpatient-stay", place)
    }),
    defect("receipt.visit-kind-mismatch", WITH_RECEIPT, &[Need::Electronic], |draft, _| {
        let place = draft.receipt("/visitKind");
        let other = if draft.text(&place)? == "inpatient" { "outpatient" } else { "inpatient" };
        draft.set(&place, other)?;
        one("receipt.visit-kind-mismatch", place)
    }),
    defect("receipt.self-pay-with-fund", WITH_RECEIPT, &[Need::AtHospital], |draft, _| {
        let place = draft.receipt("/insuranceKind");
        draft.set(&place, "self-pay")?;
        one("receipt.self-pay-with-fund", place)
    }),
    defect("receipt.kind-text-missing", WITH_RECEIPT, &[Need::AtHospital], |draft, _| {
        let place = draft.receipt("/settlement/visitKind");
        draft.set(&place, "other")?;
        one("receipt.kind-text-missing", place)
    }),
    defect("receipt.before-birth", APPLICATION, &[Need::Outpatient], |draft, random| {
        // The insurance is not that of the day.
        draft.remove("/receipts/1/insuranceKind")?;
        let day = draft.day("/child/birthDate")?.plus(-random.within(1, 900));
        draft.set("/receipts/1/visitDate", day.to_string())?;
        one("receipt.before-birth", "/receipts/1")
    }),
    defect("receipt.other-patient", APPLICATION, &[Need::Outpatient], |draft, _| {
        patient(draft, "虚海", "receipt.other-patient")
    }),
    defect("receipt.patient-name-variant", APPLICATION, &[Need::Outpatient], |draft, _| {
        let name = draft.text("/child/name")?;
        let (first, rest) = name.split_at(name.chars().next()?.len_utf8());
        let name = format!("{first} {rest}");
        patient(draft, &name, "receipt.patient-name-variant")
    }),
    defect("receipt.patient-name-unclear", APPLICATION, &[Need::Outpatient], |draft, _| {
        let name: String = draft.text("/child/name")?.chars().take(1).chain(['*']).collect();
        patient(draft, &name, "receipt.patient-name-unclear")
    }),
    defect("receipt.patient-sex-mismatch", APPLICATION, &[], |draft, _| {
        let place = "/receipts/0/patientSex";
        let other = if draft.text(place)? == "male" { "female" } else { "male" };
        draft.set(place, other)?;
        one("receipt.patient-sex-mismatch", place)
    }),
    defect("receipt.capitals-mismatch", WITH_RECEIPT, &[], |draft, random| {
        let place = draft.receipt("/totalInCapitals");
        let total = draft.fen(&draft.receipt("/totalAmount"))?;
        draft.set(&place, capitals(total + random.within(1, 900_000)))?;
        one("receipt.capitals-mismatch", place)
    }),
    defect("receipt.capitals-unreadable", WITH_RECEIPT, &[], |draft, _| {
        let place = draft.receipt("/totalInCapitals");
        draft.set(&place, "四万七千元整")?;
        one("receipt.capitals-unreadable", place)
    }),
    defect("receipt.categories-total", WITH_RECEIPT, &[], |draft, _| {
        let last = draft.count(&draft.receipt("/categories")).checked_sub(1)?;
        draft.remove(&draft.receipt(&format!("/categories/{last}")))?;
        one("receipt.categories-total", draft.receipt("/totalAmount"))
    }),
    defect("receipt.lines-total", WITH_RECEIPT, &[], |draft, _| {
        // One fen: within the tolerance of its category and of its unit price.
        draft.add(&draft.receipt("/lines/0/amount"), 1)?;
        one("receipt.lines-total", draft.receipt("/totalAmount"))
    }),
    defect("receipt.category-lines", WITH_RECEIPT, &[], |draft, _| {
        draft.set(&draft.receipt("/lines/0/category"), "herbal-medicine")?;
        one("receipt.category-lines", draft.receipt("/categories/0/amount"))
    }),
    defect("receipt.category-parts", WITH_RECEIPT, &[], |draft, random| {
        let place = draft.receipt("/categories/0/selfFinanced");
        let amount = draft.fen(&draft.receipt("/categories/0/amount"))?;
        draft.set(&place, yuan(amount + random.within(1, 90_000)))?;
        one("receipt.category-parts", place)
    }),
    defect("receipt.line-product", WITH_RECEIPT, &[], |draft, random| {
        draft.add(&draft.receipt("/lines/0/unitPrice"), random.within(200, 90_000))?;
        one("receipt.line-product", draft.receipt("/lines/0/amount"))
    }),
    defect("receipt.line-parts", WITH_RECEIPT, &[], |draft, random| {
        let place = draft.receipt("/lines/0/amount");
        let amount = draft.fen(&place)?;
        draft.set(&draft.receipt("/lines/0/selfFinanced"), yuan(amount + random.within(1, 90_000)))?;
        one("receipt.line-parts", place)
    }),
    defect("receipt.fee-list-missing", APPLICATION, &[Need::Long, Need::Electronic], |draft, _| {
        let kind = |place: &usize| draft.text(&format!("/materials/{place}/kind")) == Some("fee-list");
        let place = (0..draft.count("/materials")).find(kind)?;
        draft.remove(&format!("/materials/{place}"))?;
        one("receipt.fee-list-missing", "/receipts/0/lines")
    }),
];

fn patient(draft: &mut Draft, name: &str, code: &'static str) -> Labels {
    let place = "/receipts/1/patientName";
    draft.set(place, name)?;
    one(code, place)
}

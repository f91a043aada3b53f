//! Defects of the payers of a receipt, of its settlement, and of aid.

use crate::{
    json::object,
    need::Need,
    number::yuan,
    planting::{APPLICATION, Defect, WITH_RECEIPT, defect, one},
};

pub(super) static DEFECTS: &[Defect] = &[
    defect("receipt.payers-total", WITH_RECEIPT, &[], |draft, random| {
        let payer = object! {"payer": "hospital", "amount": yuan(random.within(1, 90_000))};
        draft.push(&draft.receipt("/localPayers"), payer)?;
        one("receipt.payers-total", draft.receipt("/totalAmount"))
    }),
    defect("receipt.cash-rounding", WITH_RECEIPT, &[], |draft, random| {
        let more = random.within(10, 90);
        draft.add(&draft.receipt("/cash"), more)?;
        if draft.fen(&draft.receipt("/prepaid")).is_some() {
            draft.add(&draft.receipt("/prepaid"), more)?;
        }
        draft.set(&draft.receipt("/cashRounding"), yuan(more))?;
        one("receipt.cash-rounding", draft.receipt("/cashRounding"))
    }),
    defect("receipt.other-funds-total", WITH_RECEIPT, &[], |draft, random| {
        let payer = object! {"payer": "commercial-insurance", "amount": yuan(random.within(1, 90_000))};
        draft.push(&draft.receipt("/otherFundPayers"), payer)?;
        one("receipt.other-funds-total", draft.receipt("/otherFunds"))
    }),
    defect("receipt.charity-in-other-funds", WITH_RECEIPT, &[], |draft, _| {
        let payer = object! {"payer": "charity", "amount": "0.00"};
        let place = draft.push(&draft.receipt("/otherFundPayers"), payer)?;
        one("receipt.charity-in-other-funds", draft.receipt(&format!("/otherFundPayers/{place}/payer")))
    }),
    defect("receipt.self-split", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        let place = draft.receipt("/selfPaid");
        draft.add(&place, random.within(1, 90_000))?;
        one("receipt.self-split", place)
    }),
    defect("receipt.prepayment", WITH_RECEIPT, &[Need::Inpatient], |draft, random| {
        draft.add(&draft.receipt("/toppedUp"), random.within(1, 90_000))?;
        one("receipt.prepayment", draft.receipt("/cash"))
    }),
    defect("receipt.amount-sign", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        let place = draft.receipt("/settlement/deductible");
        draft.set(&place, yuan(-random.within(1, 90_000)))?;
        one("receipt.amount-sign", place)
    }),
    defect("receipt.settlement-face", WITH_RECEIPT, &[Need::AtHospital, Need::Inpatient], |draft, random| {
        // The total of the funds stays the same.
        let more = random.within(1, 5_000);
        let place = draft.receipt("/settlement/pooledFund");
        draft.add(&place, more)?;
        draft.add(&draft.receipt("/settlement/criticalIllnessInsurance"), -more)?;
        one("receipt.settlement-face", place)
    }),
    defect("receipt.settlement-total", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        // The sums of the settlement stay equal.
        let more = random.within(1, 90_000);
        for name in ["totalCost", "outOfCatalogue", "personBorne"] {
            draft.add(&draft.receipt(&format!("/settlement/{name}")), more)?;
        }
        draft.remove(&draft.receipt("/settlement/cash"))?;
        one("receipt.settlement-total", draft.receipt("/settlement/totalCost"))
    }),
    defect("settlement.total", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        draft.add(&draft.receipt("/settlement/inScope"), random.within(1, 90_000))?;
        one("settlement.total", draft.receipt("/settlement/totalCost"))
    }),
    defect("settlement.fund-total", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        draft.add(&draft.receipt("/settlement/otherFunds"), random.within(1, 90_000))?;
        one("settlement.fund-total", draft.receipt("/settlement/fundTotal"))
    }),
    defect("settlement.person-borne", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        draft.add(&draft.receipt("/settlement/hospitalBorne"), random.within(1, 90_000))?;
        one("settlement.person-borne", draft.receipt("/settlement/personBorne"))
    }),
    defect("settlement.person-paid", WITH_RECEIPT, &[Need::AtHospital], |draft, random| {
        draft.add(&draft.receipt("/settlement/personalAccount"), random.within(1, 90_000))?;
        one("settlement.person-paid", draft.receipt("/settlement/personBorne"))
    }),
    defect("aid.amount-missing", APPLICATION, &[], |draft, _| {
        draft.remove("/aid/0/amount")?;
        one("aid.amount-missing", "/aid/0")
    }),
    defect("aid.date-order", APPLICATION, &[], |draft, random| {
        let day = draft.day("/aid/0/requestedOn")?.plus(-random.within(1, 60));
        draft.set("/aid/0/decidedOn", day.to_string())?;
        one("aid.date-order", "/aid/0")
    }),
    defect("aid.exceeds-burden", APPLICATION, &[], |draft, random| {
        let total = draft.fen("/receipts/0/totalAmount")?;
        draft.set("/aid/0/amount", yuan(total + random.within(1, 900_000)))?;
        one("aid.exceeds-burden", "/receipts/0")
    }),
    defect("aid.repeated", APPLICATION, &[], |draft, _| {
        let mut again = draft.json.at("/aid/0")?.clone();
        again.set("/id", "aid-again")?;
        let place = draft.push("/aid", again)?;
        one("aid.repeated", format!("/aid/{place}"))
    }),
    defect("aid.counted-twice", APPLICATION, &[Need::Certificate, Need::AtHospital], |draft, _| {
        let payers = "/receipts/0/otherFundPayers";
        let place = draft.count(payers).checked_sub(1)?;
        let (payer, amount) =
            (draft.text(&format!("{payers}/{place}/payer"))?, draft.text(&format!("{payers}/{place}/amount"))?);
        let day = draft.text("/receipts/0/issuedOn")?;
        let again = object! {
            "payer": payer, "status": "received", "id": "aid-again", "amount": amount, "receivedOn": day, "receipts": ["receipt-1"],
        };
        let place = draft.push("/aid", again)?;
        one("aid.counted-twice", format!("/aid/{place}/payer"))
    }),
];

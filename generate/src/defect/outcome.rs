//! Defects of outcomes.

use crate::{
    kind::Kind,
    outcome::adjustment,
    planting::{Defect, defect, label, one},
};

const ADJUDICATION: &[Kind] = &[Kind::Adjudication];
const JOINT: &[Kind] = &[Kind::JointAdjudication];
/// The identifier of an invented key.
const KEY: &str = "9b58cea83460c0f5";

pub(super) static DEFECTS: &[Defect] = &[
    defect("adjudication.amount-total", ADJUDICATION, &[], |draft, random| {
        draft.add("/items/0/award", random.within(1, 90_000))?;
        one("adjudication.amount-total", "/amount")
    }),
    defect("adjudication.decision-mismatch", ADJUDICATION, &[], |draft, _| {
        draft.set("/decision", "nothing-payable")?;
        one("adjudication.decision-mismatch", "/decision")
    }),
    defect("adjudication.parts-total", ADJUDICATION, &[], |draft, random| {
        draft.add("/receipts/0/shares/0/award", random.within(1, 90_000))?;
        one("adjudication.parts-total", "/receipts/0/award")
    }),
    defect("adjudication.payments-total", ADJUDICATION, &[], |draft, random| {
        draft.add("/payments/0/amount", random.within(1, 90_000))?;
        one("adjudication.payments-total", "/payments")
    }),
    defect("adjudication.seal-mismatch", ADJUDICATION, &[], |draft, _| {
        draft.set("/digestKey", KEY)?;
        one("adjudication.seal-mismatch", "/computedFrom/applicationDigest")
    }),
    defect("adjudication.unbalanced", ADJUDICATION, &[], |draft, random| {
        draft.add(&adjustment(draft)?, random.within(1, 90_000))?;
        one("adjudication.unbalanced", "/receipts/0/billed")
    }),
    defect("joint.decision-mismatch", JOINT, &[], |draft, _| {
        draft.set("/decision", "undetermined")?;
        one("joint.decision-mismatch", "/decision")
    }),
    defect("joint.seal-mismatch", JOINT, &[], |draft, _| {
        draft.set("/digestKey", KEY)?;
        one("joint.seal-mismatch", "/computedFrom/applicationDigest")
    }),
    defect("joint.total", JOINT, &[], |draft, random| {
        draft.add("/totals/left", random.within(1, 90_000))?;
        one("joint.total", "/totals/borne")
    }),
    defect("joint.members-total", JOINT, &[], |draft, random| {
        draft.add("/members/0/award", random.within(1, 10_000))?;
        one("joint.members-total", "/totals/awarded")
    }),
    defect("joint.member-exceeded", JOINT, &[], |draft, random| {
        let less = random.within(1, 10_000).min(draft.fen("/members/0/award")?);
        draft.add("/members/0/award", -less)?;
        draft.add("/members/1/award", less)?;
        one("joint.member-exceeded", "/members/0/award")
    }),
    defect("joint.receipt-total", JOINT, &[], |draft, random| {
        // The lines of the receipt stay as they are.
        let more = random.within(1, 10_000);
        draft.add("/receipts/0/borne", more)?;
        draft.add("/receipts/0/left", more)?;
        Some(vec![label("joint.receipt-total", "/receipts/0/borne"), label("joint.receipt-total", "/receipts/0/left")])
    }),
    defect("joint.line-total", JOINT, &[], |draft, random| {
        draft.add("/receipts/0/lines/0/left", random.within(1, 10_000))?;
        Some(vec![
            label("joint.line-total", "/receipts/0/lines/0/borne"),
            label("joint.receipt-total", "/receipts/0/left"),
        ])
    }),
];

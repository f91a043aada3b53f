//! An application made ready: its receipts in canonical order, their lines side by side, its aid.

use super::{
    bill::{self, Amounts, Bill, Cell},
    missing::{Wanted, wanted},
};
use crate::{
    aid::Aid,
    application::Application,
    code::{FactSupplier, ReceiptDate},
    organisation::Hospital,
    receipt::Receipt,
    register::{Standing, standings},
    value::{Date, Uscc},
};
use std::collections::HashMap;

/// An application, made ready for any number of programmes.
#[derive(Debug)]
pub struct Case<'a> {
    pub(super) application: &'a Application,
    pub(super) bills: Vec<Bill<'a>>,
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) stays: usize,
    pub(super) aid: Vec<Given<'a>>,
    pub(super) operations: Vec<Operated<'a>>,
}

/// An operation of the application, and by what it is known again: hospital, code, day, and which of those alike it is.
#[derive(Debug)]
pub(super) struct Operated<'a> {
    pub(super) treatment: usize,
    pub(super) place: usize,
    pub(super) hospital: &'a str,
    pub(super) code: &'a str,
    pub(super) day: Option<Date>,
    pub(super) like: usize,
}

/// Aid of the application, and the receipts that it names.
#[derive(Debug)]
pub(super) struct Given<'a> {
    pub(super) place: usize,
    pub(super) aid: &'a Aid,
    /// Nothing where it names none; otherwise those of the bills that it names.
    pub(super) bills: Option<Vec<usize>>,
}

impl<'a> Case<'a> {
    /// Makes an application ready.
    pub fn of(application: &'a Application) -> Self {
        let receipts = application.receipts.as_deref().unwrap_or_default();
        let mut bills: Vec<Bill<'a>> = Vec::with_capacity(receipts.len());
        for (place, (receipt, standing)) in receipts.iter().zip(standings(receipts)).enumerate() {
            let called = receipt.patient_name.as_ref().map(|name| application.child.is_called(name));
            bills.push(bill_of(place, receipt, standing, Amounts::of(receipt), called));
        }
        bills.sort_by(|a, b| {
            let day = |bill: &Bill<'_>| (bill.visited_on.is_none(), bill.visited_on);
            (day(a), a.keys.first(), a.place).cmp(&(day(b), b.keys.first(), b.place))
        });
        let operations = operations(application);
        let mut case = Self { application, bills, cells: Vec::new(), stays: 0, aid: Vec::new(), operations };
        case.lay_out_cells();
        case.tell_stays();
        case.aid = application
            .aid
            .iter()
            .flat_map(|all| all.iter())
            .enumerate()
            .map(|(place, aid)| case.given(place, aid))
            .collect();
        case
    }

    /// The receipts of the application.
    pub fn receipts(&self) -> usize {
        self.bills.len()
    }

    fn lay_out_cells(&mut self) {
        for bill in &mut self.bills {
            let first = self.cells.len();
            let amounts = Amounts::of(bill.receipt);
            match bill::lines(bill.receipt, &amounts).filter(|(cells, _)| !cells.is_empty()) {
                Some((cells, stated)) => {
                    self.cells.extend(cells);
                    (bill.has_lines, bill.person_stated) = (true, stated);
                }
                None => self.cells.push(bill::whole(&amounts)),
            }
            bill.cells = first..self.cells.len();
        }
    }

    /// Receipts of one hospital with one stay are of one stay; one without a stay is by itself.
    fn tell_stays(&mut self) {
        let mut known: HashMap<Stay<'_>, usize> = HashMap::new();
        for bill in &mut self.bills {
            let next = self.stays;
            let issuer = bill.receipt.issuer.as_ref().map(name_of);
            let stay = bill.receipt.stay.as_ref().map(|stay| (issuer, stay.start, stay.end));
            bill.stay = stay.map_or(next, |stay| *known.entry(stay).or_insert(next));
            self.stays = self.stays.max(bill.stay + 1);
        }
    }

    fn given(&self, place: usize, aid: &'a Aid) -> Given<'a> {
        let named = aid.receipts.as_ref().filter(|ids| !ids.is_empty());
        let bills = named.map(|ids| {
            let bills = self.bills.iter().enumerate();
            bills.filter(|(_, b)| b.receipt.id.as_ref().is_some_and(|id| ids.contains(id))).map(|(i, _)| i).collect()
        });
        Given { place, aid, bills }
    }
}

/// Every operation, in the order of the application.
fn operations(application: &Application) -> Vec<Operated<'_>> {
    let mut known: HashMap<(&str, &str, Option<Date>), usize> = HashMap::new();
    let mut all = Vec::new();
    for (treatment, of) in application.treatments.iter().flat_map(|all| all.iter()).enumerate() {
        let hospital = of.hospital.as_ref().map_or("", name_of);
        for (place, operation) in of.operations.iter().flat_map(|all| all.iter()).enumerate() {
            let code = operation.code.as_ref().map_or("", |code| code.as_str());
            let day = operation.performed_on.or_else(|| of.period.as_ref()?.start);
            let alike = known.entry((hospital, code, day)).or_default();
            all.push(Operated { treatment, place, hospital, code, day, like: *alike });
            *alike += 1;
        }
    }
    all
}

/// By what receipts of one stay are known: the hospital, and the first and the last day.
type Stay<'s> = (Option<&'s str>, Option<Date>, Option<Date>);

impl Given<'_> {
    pub(super) fn wants(&self, member: &str) -> Wanted {
        wanted("aid", format!("/aid/{}/{member}", self.place), FactSupplier::Family)
    }
}

fn bill_of<'a>(
    place: usize,
    receipt: &'a Receipt,
    Standing { keys, duplicate, void }: Standing,
    amounts: Amounts,
    called: Option<bool>,
) -> Bill<'a> {
    let Amounts { billed, borne, cash, self_paid, outside } = amounts;
    Bill {
        place,
        receipt,
        keys,
        duplicate,
        void,
        not_child: called.map(|called| !called),
        cells: 0..0,
        has_lines: false,
        stay: 0,
        billed,
        borne,
        cash,
        self_paid,
        outside,
        person_stated: false,
        visited_on: receipt.visited_on(),
    }
}

/// By what a hospital is known.
pub(super) fn name_of(hospital: &Hospital) -> &str {
    let uscc = hospital.uscc.as_ref().map(Uscc::as_str);
    uscc.or_else(|| hospital.code.as_ref().map(|code| code.as_str())).unwrap_or(hospital.name.as_str())
}

impl ReceiptDate {
    /// That date of a receipt.
    pub(super) fn of(self, receipt: &Receipt) -> Option<Date> {
        match self {
            Self::VisitedOn => receipt.visited_on(),
            Self::DischargedOn => receipt.discharged_on(),
            Self::IssuedOn => receipt.issued_on,
            Self::SettledOn => receipt.settled_on(),
        }
    }

    /// Where it would stand in a receipt.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::VisitedOn => "visitDate",
            Self::DischargedOn => "stay/end",
            Self::IssuedOn => "issuedOn",
            Self::SettledOn => "settlement/settledOn",
        }
    }
}

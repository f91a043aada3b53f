//! Members of an application that the rules of its parts name. The file of the application compares them with its declaration
//! when it is compiled.

use crate::wire::MemberName;

pub(crate) const CHILD: MemberName = MemberName::declared("child");
pub(crate) const CONSENTS: MemberName = MemberName::declared("consents");
pub(crate) const DISCLOSURES: MemberName = MemberName::declared("disclosures");
pub(crate) const GUARDIANS: MemberName = MemberName::declared("guardians");
pub(crate) const MATERIALS: MemberName = MemberName::declared("materials");
pub(crate) const RECEIPTS: MemberName = MemberName::declared("receipts");
pub(crate) const SUBMITTED_ON: MemberName = MemberName::declared("submittedOn");

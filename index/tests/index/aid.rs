//! Aid that two applications record differently.

use crate::made::{add, application, document, path};
use serde_json::{Value, json};
use tongbiao_index::{Ground, Index, Key, Subject};

#[test]
fn one_grant_recorded_differently_is_found() {
    let key = Key::generate().unwrap();
    let child = json!({"name": "童安", "birthDate": "2021-03-15",
        "identity": [{"kind": "resident-identity", "number": "410000202103150311"}]});
    let with =
        |id: &str, child: &Value, aid: Value| document(&application(id, &[], json!({"child": child, "aid": [aid]})));
    let grant = |members: Value| {
        let mut aid = json!({"payer": "charity", "status": "received", "number": "JZ-1", "amount": "3000.00"});
        aid.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        aid.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        aid
    };
    let dated = json!({"number": null, "programmeId": "heart", "receivedOn": "2024-05-20"});
    for (number, (one, other, expected)) in [
        (json!({}), json!({}), &[][..]),
        (json!({}), json!({"number": "jz-1", "status": "committed"}), &[]),
        (json!({}), json!({"amount": "5000.00"}), &["amount"]),
        (
            json!({"receivedOn": "2024-05-20"}),
            json!({"amount": "5000.00", "receivedOn": "2024-06-20"}),
            &["amount", "receivedOn"],
        ),
        (json!({}), json!({"status": "refused", "amount": null}), &["status"]),
        (json!({}), json!({"status": "requested", "amount": "5000.00"}), &[]),
        (json!({}), json!({"number": "JZ-2", "amount": "5000.00"}), &[]),
        (json!({}), json!({"payer": "medical-assistance", "amount": "5000.00"}), &[]),
        (json!({"programmeId": "heart"}), json!({"programmeId": "bone", "amount": "5000.00"}), &[]),
        (
            dated.clone(),
            json!({"number": null, "programmeId": "heart", "receivedOn": "2024-05-20", "amount": "1.00"}),
            &["amount"],
        ),
        (dated, json!({"number": null, "programmeId": "heart", "receivedOn": "2024-05-21", "amount": "1.00"}), &[]),
    ]
    .into_iter()
    .enumerate()
    {
        let index = Index::create(&path(&format!("aid-{number}")), &key).unwrap();
        add(&index, &key, "甲", &[&with("a-1", &child, grant(one))]);
        let reader = index.reader(&key).unwrap();
        let found = |child: &Value| {
            let found = reader.find(&with("b-1", child, grant(other.clone())), None).unwrap().matches;
            found.into_iter().filter(|found| matches!(found.subject, Subject::Aid(_))).collect::<Vec<_>>()
        };
        let certain = found(&child);
        assert_eq!(certain.iter().flat_map(|found| &found.members).copied().collect::<Vec<_>>(), expected, "{other}");
        assert!(certain.iter().all(|found| found.ground == Ground::AidDiffers));
        // The child is known by its name and birth date only.
        let by_name = found(&json!({"name": "童安", "birthDate": "2021-03-15"}));
        assert_eq!(by_name.len(), certain.len(), "{other}");
        assert!(by_name.iter().all(|found| found.ground == Ground::AidMayDiffer));
        assert_eq!(found(&json!({"name": "童宁", "birthDate": "2021-03-15"})), []);
    }
}

//! Tables as the databases describe them.

use jixiao_store::dump::{self, ColumnKind};
use jixiao_store::{Store, on_both_databases, testing};

on_both_databases! {
    every_table_has_a_key,
}

async fn every_table_has_a_key(store: Store) {
    for table in dump::tables(&store).await.unwrap() {
        let keys = table.columns.iter().filter(|column| column.key_position > 0).count();
        assert!(keys > 0, "{}", table.name);
    }
}

#[tokio::test]
async fn both_databases_have_one_schema() {
    let Some(postgres) = testing::postgres().await else { return };
    let expected = dump::tables(&testing::sqlite().await).await.unwrap();
    assert_eq!(dump::tables(&postgres).await.unwrap(), expected);
    assert!(expected.iter().any(|table| table.name == "goal_indicator"));
    let bytes = |table: &dump::Table| table.columns.iter().any(|c| c.kind == ColumnKind::Bytes);
    assert!(expected.iter().any(bytes));
}

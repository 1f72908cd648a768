"""Row level security: PostgreSQL's second wall around each account's rows.

Every table with `account_id` gets a policy; a test reads `pg_policies` and fails for one without.
"""

from alembic import op

# the account that the connection was told, as an init plan: evaluated once a statement, not once a row
MINE = "(SELECT nullif(current_setting('app.account', true), '')::uuid)"


def protect(table: str, *, column: str = "account_id", before_sign_in: bool = False, look_up: bool = False) -> None:
    """Show rows to their own account only.

    `before_sign_in`: also to a connection that serves nobody yet (looking up an address or a refresh token).
    `look_up`: reading is open, since it is by the digest of a secret and says whose rows come next.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    own = f"{column} = {MINE}"
    if before_sign_in:
        own = f"({own} OR {MINE} IS NULL)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY {table}_own ON {table} USING ({own}) WITH CHECK ({own})")
    if look_up:
        op.execute(f"CREATE POLICY {table}_look_up ON {table} FOR SELECT USING (true)")

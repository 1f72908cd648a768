"""What a changed policy would say of the drafts of an account, before it is changed."""

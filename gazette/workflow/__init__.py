"""What an editor does: the only room that joins the stages."""

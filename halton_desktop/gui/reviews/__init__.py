"""The Review history tab: editions, reviews, who was told, the association’s returns."""

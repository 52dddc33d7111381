"""The shared folder: carries acts between laptops; decides nothing."""

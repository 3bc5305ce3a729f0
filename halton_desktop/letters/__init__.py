"""Every printed page, by ReportLab: domain object in, PDF bytes out."""

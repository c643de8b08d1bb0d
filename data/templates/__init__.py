"""The workbooks that are sent out: 镇级填报表, 县级填报表, 村级暗访表."""

from data.templates.filled import Filled, Visit
from data.templates.forms import TEMPLATE_VERSION, reporting_departments
from data.templates.workbooks import department_workbook, inspection_workbook, town_workbook

__all__ = [
    "TEMPLATE_VERSION",
    "Filled",
    "Visit",
    "department_workbook",
    "inspection_workbook",
    "reporting_departments",
    "town_workbook",
]

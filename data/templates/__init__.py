"""The workbooks that are sent out: 镇级填报表, 县级填报表, 部门核定表, 村级暗访表, 三度调查表."""

from data.templates.filled import FieldCheck, Filled, Visit
from data.templates.forms import TEMPLATE_VERSION, reporting_departments, verifying_departments
from data.templates.workbooks import (
    department_workbook,
    inspection_workbook,
    survey_workbook,
    town_workbook,
    verification_workbook,
)

__all__ = [
    "TEMPLATE_VERSION",
    "FieldCheck",
    "Filled",
    "Visit",
    "department_workbook",
    "inspection_workbook",
    "reporting_departments",
    "survey_workbook",
    "town_workbook",
    "verification_workbook",
    "verifying_departments",
]

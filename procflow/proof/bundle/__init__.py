"""The evidence bundle of a case: what an auditor checks without us. It reads, and whoever may not see the whole case gets none."""

from procflow.proof.bundle.fresh import brought_up, covered
from procflow.proof.bundle.granted import granted, whole
from procflow.proof.bundle.handed import handed
from procflow.proof.bundle.made import Bundle, bundle

__all__ = ["Bundle", "brought_up", "bundle", "covered", "granted", "handed", "whole"]

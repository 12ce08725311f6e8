"""A table as pictures and as text for others to read: SVG, mermaid, BPMN 2.0; everything comes from the table alone."""

from procflow.diagrams.drawing import svg
from procflow.diagrams.exchange import bpmn
from procflow.diagrams.flowchart import mermaid

__all__ = ["bpmn", "mermaid", "svg"]

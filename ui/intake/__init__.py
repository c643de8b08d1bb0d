"""The parts of the pages 填报接收 and 轮次与名册."""

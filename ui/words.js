// Streamlit's own words in Chinese, which it offers no setting for. Only its controls are touched, and only texts and
// tooltips that are exactly one of these; whatever the pages themselves say is Chinese already.
(() => {
  if (window.chineseWords) return;
  window.chineseWords = true;
  document.documentElement.lang = "zh-CN";

  const words = {
    "Upload": "选择文件", "Browse files": "选择文件", "Upload directories": "选择文件夹", "Add files": "添加文件",
    "Drag and drop a file here": "把文件拖到这里", "Drag and drop files here": "把文件拖到这里",
    "Drag and drop directories here": "把文件夹拖到这里",
    "Download as CSV": "下载为 CSV 文件", "Search": "查找", "Fullscreen": "全屏", "Close fullscreen": "退出全屏",
    "Show/hide columns": "选择显示的列", "Clear selection": "取消选择", "Select all": "全选", "Close Search": "关闭查找",
    "Next Result": "下一个", "Previous Result": "上一个", "Type to search": "输入要查找的内容",
    "Sort ascending": "升序排列", "Sort descending": "降序排列", "Autosize": "自动列宽", "Pin column": "固定此列",
    "Unpin column": "取消固定", "Hide column": "隐藏此列", "Format": "格式", "Statistics": "统计",
    "Copy column name": "复制列名", "Automatic": "自动", "Localized": "按本地习惯", "Plain": "普通", "Compact": "简写",
    "Percent": "百分比", "Scientific": "科学计数", "Dollar": "美元", "Euro": "欧元", "Yen": "日元",
    "Accounting": "会计格式", "Distance": "相对时间", "Calendar": "日历", "Duration": "时长",
    "Count": "个数", "Distinct": "不同值", "Empty": "空值", "Values": "取值", "Sum": "合计", "Average": "平均",
    "Median": "中位数", "Minimum": "最小", "Maximum": "最大", "Range": "范围", "Standard deviation": "标准差",
    "Minimum length": "最短长度", "Maximum length": "最长长度", "Average length": "平均长度",
    "No data": "没有数据", "No content": "没有内容", "No results": "没有匹配的选项", "Based on sample": "按样本统计",
    "empty": "空", "Choose an option": "请选择", "Choose options": "请选择", "No options to select": "没有可选项",
    "Close": "关闭", "Cancel": "取消", "Copy": "复制", "Open": "展开", "Clear value": "清除", "Clear all": "全部清除",
    "Choose date": "选择日期", "Clear date": "清除日期", "Previous month": "上个月", "Next month": "下个月",
    "Collapse sidebar": "收起导航", "Expand sidebar": "展开导航", "Main menu": "菜单", "Sidebar": "导航",
    "App pages": "页面", "Skip to main content": "跳到正文", "Running...": "正在计算……", "Stop": "停止",
    "Page not found": "没有这个页面", "Connection error": "连接中断", "Connecting": "正在连接", "CONNECTING": "正在连接",
    "Connection timed out.": "连接超时。", "Try again": "重试", "Required": "必填", "Loading...": "正在载入……",
    "Choose a date": "选择日期", "View all": "全部显示", "Show more": "显示更多",
    "Dataframe column menu": "列菜单", "Help": "说明", "Dismiss": "关闭", "Remove file": "移除文件",
    "file upload": "选择文件",
  };
  const patterns = [
    [/^(\S+) per file(?: • (.+))?$/, (_, size, kinds) => `每个文件不超过 ${size}` + (kinds ? `，${kinds}` : "")],
    [/^File must be (.+) or smaller\.$/, (_, size) => `超过 ${size}，没有上传。`],
    [/^(.*) files are not allowed\.$/, (_, kind) => `不接收 ${kind} 文件。`],
    [/^(You have requested page|The page that you have requested) .+$/, () => "地址里的页面不存在，已打开首页。"],
    [/^Showing page (\d+) of (\d+)$/, (_, page, pages) => `第 ${page} 页，共 ${pages} 页`],
    [/^Press Enter to (apply|submit form)$/, () => "按回车键确认"],
    [/^View (\d+) more$/, (_, count) => `再显示 ${count} 个`],
    [/^Remove (.+)$/, (_, name) => `移除 ${name}`],
  ];

  const chinese = (text) => {
    const key = text.trim();
    if (!/[A-Za-z]/.test(key) || key.length > 200) return null;
    if (Object.hasOwn(words, key)) return words[key];
    const found = patterns.find(([shape]) => shape.test(key));
    return found ? key.replace(found[0], found[1]) : null;
  };

  // What a page says stands in Markdown; so does the button of the upload box, which is Streamlit's own.
  const ours = (element) =>
    element?.closest("textarea, script, style") ||
    (element?.closest("[data-testid=stMarkdownContainer] p") && !element.closest("[data-testid=stFileUploaderDropzone]"));

  const speakText = (node) => {
    const said = ours(node.parentElement) ? null : chinese(node.nodeValue);
    if (said !== null) node.nodeValue = said;
  };

  const speakElement = (element) => {
    for (const name of ["aria-label", "title", "placeholder", "data-tooltip"]) {
      const said = element.hasAttribute(name) ? chinese(element.getAttribute(name)) : null;
      if (said !== null) element.setAttribute(name, said);
    }
  };

  const speak = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return speakText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    speakElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      node.nodeType === Node.TEXT_NODE ? speakText(node) : speakElement(node);
    }
  };

  speak(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    }
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "title", "placeholder"],
  });
})();

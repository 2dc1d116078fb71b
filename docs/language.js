// Says of Dutch chapters that they are Dutch: the book has one language, and readers aloud need the page's.
if (/\/nl\/[^/]*$/.test(location.pathname)) document.querySelector("main").lang = "nl";

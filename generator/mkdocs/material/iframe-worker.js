/* Lets search work from a folder: browsers run no workers from file://, so there the worker's script runs in a hidden frame. */
(() => {
  if (location.protocol !== "file:") return;

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = document.querySelector("[data-md-component=search-query]")?.placeholder ?? "";
      this.frame.tabIndex = -1;
      document.body.append(this.frame);
      this.start(new URL(url, document.baseURI).href);
    }

    start(url) {
      const scope = this.frame.contentWindow;
      scope.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      let loading = Promise.resolve();
      scope.importScripts = (...urls) => (loading = urls.reduce((done, next) => done.then(() => load(scope, next)), loading));
      const imported = () => loading;
      load(scope, url).then(imported).then(() => {
        this.ready = true;
        this.waiting.splice(0).forEach((data) => this.postMessage(data));
      });
    }

    postMessage(data) {
      if (!this.ready) return void this.waiting.push(data);
      this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }

    terminate() {
      this.frame.remove();
    }
  }

  const load = (scope, url) =>
    new Promise((done) => {
      const script = scope.document.createElement("script");
      script.src = url;
      script.onload = script.onerror = done;
      scope.document.body.append(script);
    });

  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
})();

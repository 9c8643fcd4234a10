using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using BrainDae.TestData;

namespace BrainDae.Cli.Tests.Reporting;

/// <summary>A page in headless Chromium, driven over the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder profile;
    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly List<string> complaints = [];
    private int lastCommand;

    private Chromium(TemporaryFolder profile, Process process) => (this.profile, this.process) = (profile, process);

    /// <summary>The browser's program, or null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Errors of the page's program, refused loads and everything written to the console so far.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Opens a file of this machine and waits until its program has run.</summary>
    public static async Task<Chromium> Open(string path, int width = 1280, int height = 900)
    {
        var profile = new TemporaryFolder();
        var process = Process.Start(new ProcessStartInfo(
            Program!, ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var browser = new Chromium(profile, process);
        try
        {
            await browser.Show(path, width, height);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonElement> Evaluate(string expression)
    {
        var answer = await Send("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var fault), fault.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async Task<string> Text(string expression) => (await Evaluate(expression)).ToString();

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression)
    {
        for (var waited = Stopwatch.StartNew(); (await Evaluate(expression)).ValueKind != JsonValueKind.True; await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < Patience, $"never came true: {expression}; {string.Join("; ", complaints)}");
        }
    }

    /// <summary>Presses and releases a key as a person would, on whatever has the focus.</summary>
    public async Task Press(string key, int code, string? text = null)
    {
        await Send("Input.dispatchKeyEvent", new { type = text is null ? "rawKeyDown" : "keyDown", key, text = text ?? "", windowsVirtualKeyCode = code });
        await Send("Input.dispatchKeyEvent", new { type = "keyUp", key, windowsVirtualKeyCode = code });
    }

    /// <summary>
    /// Turns the mouse wheel over the middle of an element until an expression is true. A busy browser loses turns that
    /// come before it has drawn where the element went, so a turn without any effect for seconds is made again.
    /// </summary>
    public async Task WheelUntil(string id, int deltaY, string expression)
    {
        var at = await Evaluate($$"""
            new Promise(drawn => {
              const e = document.getElementById('{{id}}');
              e.scrollIntoView({ block: 'center', behavior: 'instant' });
              requestAnimationFrame(() => requestAnimationFrame(() => {
                const r = e.getBoundingClientRect();
                drawn([r.x + r.width / 2, r.y + r.height / 2]);
              }));
            })
            """);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            await Send("Input.dispatchMouseEvent", new { type = "mouseWheel", x = at[0].GetDouble(), y = at[1].GetDouble(), deltaX = 0, deltaY });
            for (var turn = Stopwatch.StartNew(); turn.Elapsed < Patience / 12; await Task.Delay(20))
            {
                if ((await Evaluate(expression)).ValueKind == JsonValueKind.True)
                {
                    return;
                }
            }
        }

        Assert.Fail($"the wheel never made it true: {expression}; {string.Join("; ", complaints)}");
    }

    /// <summary>Pretends that the reader's system prefers dark or light colours.</summary>
    public Task Prefer(string scheme) => Send("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        await RemoveProfile();
    }

    /// <summary>Processes of the browser that are about to end may still write to their profile.</summary>
    private async Task RemoveProfile()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                profile.Dispose();
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task Show(string path, int width, int height)
    {
        process.BeginOutputReadLine();
        await socket.ConnectAsync(await Page(await Port(process)), TestContext.Current.CancellationToken);
        await Send("Runtime.enable");
        await Send("Log.enable");
        await Send("Page.enable");
        await Send("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        await Send("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        await Until("document.readyState === 'complete' && location.protocol === 'file:'");
    }

    private async Task<JsonElement> Send(string method, object? parameters = null)
    {
        var id = ++lastCommand;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } }), WebSocketMessageType.Text, true, deadline.Token);
        while (true)
        {
            var message = await Receive(deadline.Token);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                Assert.False(message.TryGetProperty("error", out var error), error.ToString());
                return message.GetProperty("result");
            }

            if (message.TryGetProperty("method", out var name) && name.GetString() is "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded")
            {
                complaints.Add(message.GetProperty("params").ToString());
            }
        }
    }

    private async Task<JsonElement> Receive(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        using var document = JsonDocument.Parse(message.ToArray());
        return document.RootElement.Clone();
    }

    private static async Task<int> Port(Process process)
    {
        const string announcement = "DevTools listening on ";
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(announcement, StringComparison.Ordinal))
            {
                // Whatever else it says must be read, or it would wait for a reader.
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[announcement.Length..]).Port;
            }
        }

        throw new InvalidOperationException("Chromium ended before it could be driven.");
    }

    private static async Task<Uri> Page(int port)
    {
        using var http = new HttpClient();
        using var targets = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list")));
        return new(targets.RootElement.EnumerateArray().First(t => t.GetProperty("type").GetString() == "page").GetProperty("webSocketDebuggerUrl").GetString()!);
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using BrainDae.Data.Formats;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Formats;

/// <summary>Reads what was written with an independent reader in another language.</summary>
public sealed class SafetensorsPythonTests
{
    private const string Script = """
        import json, struct, sys, numpy
        raw = open(sys.argv[1], 'rb').read()
        n = struct.unpack('<Q', raw[:8])[0]
        header = json.loads(raw[8:8 + n])
        print(header['__metadata__']['note'])
        for name, dtype in (('halves', '<f2'), ('ints', '<i4'), ('bytes', 'u1')):
            begin, end = header[name]['data_offsets']
            print(numpy.frombuffer(raw[8 + n + begin:8 + n + end], dtype).reshape(header[name]['shape']).tolist())
        """;

    [Fact]
    public void NumPy_reads_the_values_that_were_written()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python) && Run(Python, "-c", "import numpy").ExitCode == 0, "needs python3 with numpy");
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(
            folder["a.safetensors"],
            [
                new SafetensorsTensor("bytes", ElementType.U8, [3], new byte[] { 1, 2, 255 }),
                new SafetensorsTensor("ints", ElementType.I32, [2, 1], MemoryMarshal.AsBytes<int>([-5, int.MaxValue]).ToArray()),
                new SafetensorsTensor("halves", ElementType.F16, [2], MemoryMarshal.AsBytes<Half>([(Half)0.5, (Half)(-2)]).ToArray()),
            ],
            new Dictionary<string, string> { ["note"] = "two words" });
        var (exitCode, output) = Run(Python, "-c", Script, folder["a.safetensors"]);
        Assert.Equal(0, exitCode);
        Assert.Equal(["two words", "[0.5, -2.0]", "[[-5], [2147483647]]", "[1, 2, 255]"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return (process.ExitCode, output);
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using BrainDae.Files;

namespace BrainDae.Fuzz.Differential;

/// <summary>One Python process that reads files with nibabel for as long as it is asked.</summary>
public sealed class NibabelProcess : IDisposable
{
    private const string Interpreter = "/usr/bin/python3";

    private readonly Process process;
    private readonly BinaryReader answers;

    public NibabelProcess()
    {
        if (!File.Exists(Interpreter))
        {
            throw BrainDaeException.Missing($"{Interpreter}: does not exist. Install Python with nibabel and NumPy.");
        }

        using var script = new StreamReader(typeof(NibabelProcess).Assembly.GetManifestResourceStream("nibabel_reader.py")!);
        process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", script.ReadToEnd()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        answers = new(process.StandardOutput.BaseStream);
    }

    /// <summary>Reads files, in order.</summary>
    public NibabelImage[] Read(IReadOnlyList<byte[]> files)
    {
        // Answers can be longer than a pipe holds: they are read while files are still being sent.
        var sending = Task.Run(() => Send(files));
        var images = files.Select(_ => Next()).ToArray();
        sending.Wait();
        return images;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private void Send(IReadOnlyList<byte[]> files)
    {
        var stream = process.StandardInput.BaseStream;
        foreach (var file in files)
        {
            stream.Write(BitConverter.GetBytes(file.Length));
            stream.Write(file);
        }

        stream.Flush();
    }

    private NibabelImage Next()
    {
        if (answers.ReadByte() == 0)
        {
            return new(Encoding.ASCII.GetString(answers.ReadBytes(answers.ReadByte())), [], [], []);
        }

        var shape = Numbers<long>(answers.ReadByte());
        return new(null, shape, Numbers<double>(16), Numbers<double>(answers.ReadInt64()));
    }

    private T[] Numbers<T>(long count)
        where T : unmanaged
    {
        var numbers = new T[count];
        answers.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}

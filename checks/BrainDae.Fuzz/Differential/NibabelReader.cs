using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using BrainDae.Files;
using BrainDae.Fuzz.Formats;

namespace BrainDae.Fuzz.Differential;

/// <summary>One Python process that reads files with nibabel for as long as it is asked.</summary>
public sealed class NibabelReader : IForeignReader
{
    private const string Interpreter = "/usr/bin/python3";

    private readonly Process process;
    private readonly BinaryReader answers;

    public NibabelReader()
    {
        if (!File.Exists(Interpreter))
        {
            throw BrainDaeException.Missing($"{Interpreter}: does not exist. Install Python with nibabel and NumPy.");
        }

        using var script = new StreamReader(typeof(NibabelReader).Assembly.GetManifestResourceStream("nibabel_reader.py")!);
        process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", script.ReadToEnd()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        answers = new(process.StandardOutput.BaseStream);
    }

    public string Name => "nibabel";

    public ForeignImage[] Read(IReadOnlyList<byte[]> files)
    {
        // Answers can be longer than a pipe holds: they are read while files are still being sent.
        var sending = Task.Run(() => Send(files));
        var images = files.Select(_ => Next()).ToArray();
        sending.Wait();
        return images;
    }

    public string? KnownDifference(byte[] file, ForeignImage ours, ForeignImage theirs) =>
        NiftiFields.StoresNoOffset(file) ? "without vox_offset nibabel takes the header for voxels" : null;

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

    private ForeignImage Next()
    {
        if (answers.ReadByte() == 0)
        {
            return ForeignImage.Refused(Encoding.ASCII.GetString(answers.ReadBytes(answers.ReadByte())));
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

using System.Collections.Immutable;
using BrainDae.Mutation.Sites;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Tests;

/// <summary>Writes a library that says which of the drawn instructions are reached.</summary>
internal static class Instrumentation
{
    /// <param name="library">The library as built.</param>
    /// <param name="sites">All drawn sites; those of other libraries are left alone.</param>
    /// <param name="output">Where the instrumented library goes.</param>
    public static void Write(string library, ImmutableArray<Site> sites, string output)
    {
        using var module = Library.Read(library);
        var hit = module.ImportReference(typeof(Recorder).GetMethod(nameof(Recorder.Hit)));
        var bodies = Library.Methods(module).ToDictionary(Library.Name);
        var found = sites.Index().Where(site => site.Item.Assembly == module.Assembly.Name.Name)
            .Select(site => (site.Index, Body: Library.Body(bodies[site.Item.Method]), Instruction: site.Item.Index))
            .Select(site => (site.Index, site.Body, At: site.Body.Instructions[site.Instruction])).ToList();
        foreach (var (number, body, at) in found)
        {
            Insert(body.GetILProcessor(), at.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } prefix ? prefix : at, number, hit);
        }

        Library.Write(module, output);
    }

    /// <summary>The instruction itself becomes the probe's first, and its copy follows, so that branches to it come by the probe.</summary>
    private static void Insert(ILProcessor il, Instruction at, int number, MethodReference hit)
    {
        var copy = Instruction.Create(OpCodes.Nop);
        (copy.OpCode, copy.Operand) = (at.OpCode, at.Operand);
        var call = il.Create(OpCodes.Call, hit);
        il.InsertAfter(at, call);
        il.InsertAfter(call, copy);
        (at.OpCode, at.Operand) = (OpCodes.Ldc_I4, number);
    }
}

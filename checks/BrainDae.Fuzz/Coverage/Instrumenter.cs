using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace BrainDae.Fuzz.Coverage;

/// <summary>Rewrites an assembly so that it tells <see cref="EdgeMap"/> each basic block that it enters.</summary>
public static class Instrumenter
{
    /// <summary>Rewrites a file in place.</summary>
    /// <param name="path">The assembly.</param>
    /// <returns>Number of blocks.</returns>
    public static int Rewrite(string path)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path)!);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        using var module = ModuleDefinition.ReadModule(path, new() { InMemory = true, AssemblyResolver = resolver });
        var hit = module.ImportReference(typeof(EdgeMap).GetMethod(nameof(EdgeMap.Hit)));
        var blocks = 0;
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            blocks += Rewrite(method.Body, hit, Hash(module.Name + method.FullName));
        }

        module.Write(path);
        return blocks;
    }

    private static int Rewrite(MethodBody body, MethodReference hit, int seed)
    {
        body.SimplifyMacros();
        var starts = Starts(body);
        var processor = body.GetILProcessor();
        for (var i = 0; i < starts.Count; i++)
        {
            // The instruction that branches lead to becomes the first of the inserted ones, so no branch has to be redirected.
            var start = starts[i];
            var moved = Instruction.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (start.OpCode, start.Operand);
            (start.OpCode, start.Operand) = (OpCodes.Ldc_I4, Hash($"{seed} {i}") & EdgeMap.Size - 1);
            var call = Instruction.Create(OpCodes.Call, hit);
            processor.InsertAfter(start, call);
            processor.InsertAfter(call, moved);
        }

        body.OptimizeMacros();
        return starts.Count;
    }

    private static List<Instruction> Starts(MethodBody body)
    {
        var starts = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case Instruction target: starts.Add(target); break;
                case Instruction[] targets: starts.UnionWith(targets); break;
            }

            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && instruction.Next is { } next)
            {
                starts.Add(next);
            }
        }

        starts.UnionWith(body.ExceptionHandlers.Select(handler => handler.HandlerStart));
        return [.. body.Instructions.Where(starts.Contains)];
    }

    // FNV-1a: numbers of blocks are the same in every run.
    private static int Hash(string text)
    {
        unchecked
        {
            var hash = 2166136261;
            foreach (var c in text)
            {
                hash = (hash ^ c) * 16777619;
            }

            return (int)(hash ^ hash >> 15);
        }
    }
}

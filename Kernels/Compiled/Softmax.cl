typedef global float* Softmax_Forward_type_0;
struct Softmax_Forward_type_1;
typedef local float* Softmax_Forward_type_2;

struct Softmax_Forward_type_1_kernel;
struct Softmax_Forward_type_1_kernel;

struct Softmax_Forward_type_1
{
	Softmax_Forward_type_0 field_0;
	long field_1;
};

struct Softmax_Forward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Softmax_Forward(
	global float* view_0,
	global float* view_1,
	struct Softmax_Forward_type_1_kernel var0,
	struct Softmax_Forward_type_1_kernel var1,
	int var2)
{
	struct Softmax_Forward_type_1 var3;
	struct Softmax_Forward_type_1 var4;
	Softmax_Forward_type_2 var6;
	int var7;
	float var8;
	int var15;
	int var17;
	long var18;
	long var19;
	long var20;
	Softmax_Forward_type_0 var21;
	bool var22;
	int var9;
	int var23;
	Softmax_Forward_type_2 var24;
	bool var27;
	int var10;
	float var11;
	float var28;
	int var29;
	Softmax_Forward_type_0 var31;
	bool var32;
	int var12;
	int var33;
	Softmax_Forward_type_2 var34;
	bool var37;
	int var13;
	float var38;
	int var39;
	bool var40;
	long var41;
	long var42;
	Softmax_Forward_type_0 var43;
	float var44;
	float var45;
	int var47;
	bool var48;
	Softmax_Forward_type_2 var49;
	float var50;
	int var51;
	Softmax_Forward_type_2 var52;
	float var53;
	float var54;
	int var56;
	long var57;
	long var58;
	Softmax_Forward_type_0 var59;
	long var60;
	long var61;
	Softmax_Forward_type_0 var62;
	float var63;
	float var64;
	bool var66;
	bool var69;
	float var72;
	float var74;
	float var75;
	float var77;
	float var78;
	float var80;
	float var81;
	float var83;
	float var85;
	float var86;
	float var88;
	float var89;
	float var91;
	float var92;
	float var94;
	float var95;
	float var97;
	float var98;
	float var100;
	float var101;
	float var103;
	float var105;
	int var106;
	int var108;
	int var110;
	float var111;
	float var112;
	float var113;
	float var114;
	int var116;
	float var117;
	bool var118;
	Softmax_Forward_type_2 var119;
	Softmax_Forward_type_2 var120;
	float var121;
	int var122;
	Softmax_Forward_type_2 var123;
	float var124;
	float var125;
	int var127;
	int var129;
	long var130;
	long var131;
	Softmax_Forward_type_0 var132;
	float var133;
	float var134;

	;
	var3.field_0 = (Softmax_Forward_type_0)view_0+var0.field_0;
	var3.field_1 = var0.field_1;
	;
	var4.field_0 = (Softmax_Forward_type_0)view_1+var1.field_0;
	var4.field_1 = var1.field_1;
	local float var5[128];
	var6 = &var5[0];

	L_0: ;
	;
	;
	var15 =  get_local_id ( 0 );
	var7 = var15;
	var8 = -INFINITY;
	 goto L_1;

	L_1: ;
	var17 =  get_group_id ( 0 );
	var18 = (long)(int) var17;
	var19 = (long)(int) var2;
	var20 = (long)((long) var18 *  (long)var19);
	var21 =  var3.field_0;
	var22 = (int) var7 < (int) var2;
	if (var22)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var23 =  get_local_id ( 0 );
	var24 =  & var6[var23];
	 *  var24 =  var8;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var9 = 64;
	 goto L_4;

	L_4: ;
	var27 = (int) var9 > (int) 0;
	if (var27)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	;
	var28 =  *  var6;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var29 =  get_local_id ( 0 );
	var10 = var29;
	var11 = 0.0f;
	 goto L_7;

	L_7: ;
	var31 =  var4.field_0;
	var32 = (int) var10 < (int) var2;
	if (var32)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var33 =  get_local_id ( 0 );
	var34 =  & var6[var33];
	 *  var34 =  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var12 = 64;
	 goto L_10;

	L_10: ;
	var37 = (int) var12 > (int) 0;
	if (var37)
		 goto L_11;
	 goto L_12;

	L_12: ;
	;
	var38 =  *  var6;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var39 =  get_local_id ( 0 );
	var13 = var39;
	 goto L_13;

	L_13: ;
	var40 = (int) var13 < (int) var2;
	if (var40)
		 goto L_14;
	 goto L_15;

	L_15: ;
	 return ;

	L_14: ;
	var41 = (long)(int) var13;
	var42 = (long)((long) var20 +  (long)var41);
	var43 =  & var31[var42];
	var44 =  *  var43;
	var45 = (float)((float) var44 /  (float)var38);
	 *  var43 =  var45;
	var47 = (int)((int) var13 +  (int)128);
	var13 = var47;
	 goto L_13;

	L_11: ;
	var48 = (int) var33 >= (int) var12;
	if (var48)
		 goto L_16;
	 goto L_17;

	L_17: ;
	var49 =  & var6[var33];
	var50 =  *  var49;
	var51 = (int)((int) var33 +  (int)var12);
	var52 =  & var6[var51];
	var53 =  *  var52;
	var54 = (float)((float) var50 +  (float)var53);
	 *  var49 =  var54;
	 goto L_16;

	L_16: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var56 = (int)((int) var12 >>  (int)1);
	var12 = var56;
	 goto L_10;

	L_8: ;
	var57 = (long)(int) var10;
	var58 = (long)((long) var20 +  (long)var57);
	var59 =  & var31[var58];
	var60 = (long)(int) var10;
	var61 = (long)((long) var20 +  (long)var60);
	var62 =  & var21[var61];
	var63 =  *  var62;
	var64 = (float)((float) var63 -  (float)var28);
	var66 = (float) var64 > (float) 88.7228394f;
	var69 = (float) var64 < (float) -86.0f;
	var72 = (float)((float) var64 *  (float)1.44269502f);
	var74 = (float)((float) var72 +  (float)0.5f);
	var75 = (float) floor ((float)var74);
	var77 = (float)((float) var75 *  (float)0.693359375f);
	var78 = (float)((float) var64 -  (float)var77);
	var80 = (float)((float) var75 *  (float)-0.000212194442f);
	var81 = (float)((float) var78 -  (float)var80);
	var83 = (float)((float) var81 *  (float)0.000198412701f);
	var85 = (float)((float) var83 +  (float)0.00138888892f);
	var86 = (float)((float) var85 *  (float)var81);
	var88 = (float)((float) var86 +  (float)0.00833333377f);
	var89 = (float)((float) var88 *  (float)var81);
	var91 = (float)((float) var89 +  (float)0.0416666679f);
	var92 = (float)((float) var91 *  (float)var81);
	var94 = (float)((float) var92 +  (float)0.166666672f);
	var95 = (float)((float) var94 *  (float)var81);
	var97 = (float)((float) var95 +  (float)0.5f);
	var98 = (float)((float) var97 *  (float)var81);
	var100 = (float)((float) var98 +  (float)1.0f);
	var101 = (float)((float) var100 *  (float)var81);
	var103 = (float)((float) var101 +  (float)1.0f);
	var105 = (float)((float) var103 *  (float)2.0f);
	var106 = (int)(float) var75;
	var108 = (int)((int) var106 +  (int)126);
	var110 = (int)((int) var108 <<  (int)23);
	var111 =  as_float (var110);
	var112 = (float)((float) var105 *  (float)var111);
	var113 =  var69 ?  0.0f :  var112;
	var114 =  var66 ?  INFINITY :  var113;
	 *  var59 =  var114;
	var116 = (int)((int) var10 +  (int)128);
	var117 = (float)((float) var11 +  (float)var114);
	var10 = var116;
	var11 = var117;
	 goto L_7;

	L_5: ;
	var118 = (int) var23 >= (int) var9;
	if (var118)
		 goto L_18;
	 goto L_19;

	L_19: ;
	var119 =  & var6[var23];
	var120 =  & var6[var23];
	var121 =  *  var120;
	var122 = (int)((int) var23 +  (int)var9);
	var123 =  & var6[var122];
	var124 =  *  var123;
	var125 = (float) fmax ((float)var121, (float)var124);
	 *  var119 =  var125;
	 goto L_18;

	L_18: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var127 = (int)((int) var9 >>  (int)1);
	var9 = var127;
	 goto L_4;

	L_2: ;
	var129 = (int)((int) var7 +  (int)128);
	var130 = (long)(int) var7;
	var131 = (long)((long) var20 +  (long)var130);
	var132 =  & var21[var131];
	var133 =  *  var132;
	var134 = (float) fmax ((float)var8, (float)var133);
	var7 = var129;
	var8 = var134;
	 goto L_1;

}

typedef global float* Softmax_Backward_type_0;
struct Softmax_Backward_type_1;
typedef local float* Softmax_Backward_type_2;

struct Softmax_Backward_type_1_kernel;
struct Softmax_Backward_type_1_kernel;
struct Softmax_Backward_type_1_kernel;

struct Softmax_Backward_type_1
{
	Softmax_Backward_type_0 field_0;
	long field_1;
};

struct Softmax_Backward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Softmax_Backward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Softmax_Backward_type_1_kernel var0,
	struct Softmax_Backward_type_1_kernel var1,
	struct Softmax_Backward_type_1_kernel var2,
	int var3,
	int var4)
{
	struct Softmax_Backward_type_1 var5;
	struct Softmax_Backward_type_1 var6;
	struct Softmax_Backward_type_1 var7;
	Softmax_Backward_type_2 var9;
	int var10;
	float var11;
	int var16;
	int var18;
	long var19;
	long var20;
	long var21;
	Softmax_Backward_type_0 var22;
	Softmax_Backward_type_0 var23;
	bool var24;
	int var12;
	int var25;
	Softmax_Backward_type_2 var26;
	bool var29;
	int var13;
	float var30;
	int var31;
	bool var32;
	float var14;
	Softmax_Backward_type_0 var33;
	long var34;
	long var35;
	Softmax_Backward_type_0 var36;
	float var37;
	long var38;
	long var39;
	Softmax_Backward_type_0 var40;
	float var41;
	float var42;
	float var43;
	bool var45;
	long var46;
	long var47;
	Softmax_Backward_type_0 var48;
	float var49;
	float var50;
	long var51;
	long var52;
	Softmax_Backward_type_0 var53;
	int var55;
	bool var56;
	Softmax_Backward_type_2 var57;
	float var58;
	int var59;
	Softmax_Backward_type_2 var60;
	float var61;
	float var62;
	int var64;
	int var66;
	long var67;
	long var68;
	Softmax_Backward_type_0 var69;
	float var70;
	long var71;
	long var72;
	Softmax_Backward_type_0 var73;
	float var74;
	float var75;
	float var76;

	;
	var5.field_0 = (Softmax_Backward_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Softmax_Backward_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;
	;
	var7.field_0 = (Softmax_Backward_type_0)view_2+var2.field_0;
	var7.field_1 = var2.field_1;
	local float var8[128];
	var9 = &var8[0];

	L_0: ;
	;
	;
	var16 =  get_local_id ( 0 );
	var10 = var16;
	var11 = 0.0f;
	 goto L_1;

	L_1: ;
	var18 =  get_group_id ( 0 );
	var19 = (long)(int) var18;
	var20 = (long)(int) var3;
	var21 = (long)((long) var19 *  (long)var20);
	var22 =  var6.field_0;
	var23 =  var5.field_0;
	var24 = (int) var10 < (int) var3;
	if (var24)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var25 =  get_local_id ( 0 );
	var26 =  & var9[var25];
	 *  var26 =  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var12 = 64;
	 goto L_4;

	L_4: ;
	var29 = (int) var12 > (int) 0;
	if (var29)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	var30 =  *  var9;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var31 =  get_local_id ( 0 );
	var13 = var31;
	 goto L_7;

	L_7: ;
	var32 = (int) var13 < (int) var3;
	if (var32)
		 goto L_8;
	 goto L_9;

	L_9: ;
	 return ;

	L_8: ;
	;
	var33 =  var7.field_0;
	var34 = (long)(int) var13;
	var35 = (long)((long) var21 +  (long)var34);
	var36 =  & var23[var35];
	var37 =  *  var36;
	var38 = (long)(int) var13;
	var39 = (long)((long) var21 +  (long)var38);
	var40 =  & var22[var39];
	var41 =  *  var40;
	var42 = (float)((float) var41 -  (float)var30);
	var43 = (float)((float) var37 *  (float)var42);
	var45 = (int) var4 == (int) 0;
	var14 = var43;
	if (var45)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var46 = (long)(int) var13;
	var47 = (long)((long) var21 +  (long)var46);
	var48 =  & var33[var47];
	var49 =  *  var48;
	var50 = (float)((float) var43 +  (float)var49);
	var14 = var50;
	 goto L_10;

	L_10: ;
	var51 = (long)(int) var13;
	var52 = (long)((long) var21 +  (long)var51);
	var53 =  & var33[var52];
	 *  var53 =  var14;
	var55 = (int)((int) var13 +  (int)128);
	var13 = var55;
	 goto L_7;

	L_5: ;
	var56 = (int) var25 >= (int) var12;
	if (var56)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var57 =  & var9[var25];
	var58 =  *  var57;
	var59 = (int)((int) var25 +  (int)var12);
	var60 =  & var9[var59];
	var61 =  *  var60;
	var62 = (float)((float) var58 +  (float)var61);
	 *  var57 =  var62;
	 goto L_12;

	L_12: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var64 = (int)((int) var12 >>  (int)1);
	var12 = var64;
	 goto L_4;

	L_2: ;
	var66 = (int)((int) var10 +  (int)128);
	var67 = (long)(int) var10;
	var68 = (long)((long) var21 +  (long)var67);
	var69 =  & var22[var68];
	var70 =  *  var69;
	var71 = (long)(int) var10;
	var72 = (long)((long) var21 +  (long)var71);
	var73 =  & var23[var72];
	var74 =  *  var73;
	var75 = (float)((float) var70 *  (float)var74);
	var76 = (float)((float) var11 +  (float)var75);
	var10 = var66;
	var11 = var76;
	 goto L_1;

}

typedef global float* Softmax_LogForward_type_0;
struct Softmax_LogForward_type_1;
typedef local float* Softmax_LogForward_type_2;

struct Softmax_LogForward_type_1_kernel;
struct Softmax_LogForward_type_1_kernel;

struct Softmax_LogForward_type_1
{
	Softmax_LogForward_type_0 field_0;
	long field_1;
};

struct Softmax_LogForward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Softmax_LogForward(
	global float* view_0,
	global float* view_1,
	struct Softmax_LogForward_type_1_kernel var0,
	struct Softmax_LogForward_type_1_kernel var1,
	int var2)
{
	struct Softmax_LogForward_type_1 var3;
	struct Softmax_LogForward_type_1 var4;
	Softmax_LogForward_type_2 var6;
	int var7;
	float var8;
	int var15;
	int var17;
	long var18;
	long var19;
	long var20;
	Softmax_LogForward_type_0 var21;
	bool var22;
	int var9;
	int var23;
	Softmax_LogForward_type_2 var24;
	bool var27;
	int var10;
	float var11;
	float var28;
	int var29;
	bool var31;
	int var12;
	int var32;
	Softmax_LogForward_type_2 var33;
	bool var36;
	int var13;
	float var37;
	int var38;
	bool var39;
	Softmax_LogForward_type_0 var40;
	long var41;
	long var42;
	Softmax_LogForward_type_0 var43;
	long var44;
	long var45;
	Softmax_LogForward_type_0 var46;
	float var47;
	bool var49;
	int var50;
	int var52;
	int var54;
	int var56;
	float var57;
	float var59;
	float var61;
	int var63;
	int var65;
	float var66;
	float var68;
	float var70;
	float var71;
	float var73;
	float var75;
	float var76;
	float var77;
	float var79;
	float var81;
	float var82;
	float var84;
	float var85;
	float var87;
	float var88;
	float var89;
	float var90;
	float var91;
	float var92;
	float var93;
	float var94;
	int var96;
	bool var97;
	Softmax_LogForward_type_2 var98;
	float var99;
	int var100;
	Softmax_LogForward_type_2 var101;
	float var102;
	float var103;
	int var105;
	int var107;
	long var108;
	long var109;
	Softmax_LogForward_type_0 var110;
	float var111;
	float var112;
	bool var114;
	bool var117;
	float var120;
	float var122;
	float var123;
	float var125;
	float var126;
	float var128;
	float var129;
	float var131;
	float var133;
	float var134;
	float var136;
	float var137;
	float var139;
	float var140;
	float var142;
	float var143;
	float var145;
	float var146;
	float var148;
	float var149;
	float var151;
	float var153;
	int var154;
	int var156;
	int var158;
	float var159;
	float var160;
	float var161;
	float var162;
	float var163;
	bool var164;
	Softmax_LogForward_type_2 var165;
	Softmax_LogForward_type_2 var166;
	float var167;
	int var168;
	Softmax_LogForward_type_2 var169;
	float var170;
	float var171;
	int var173;
	int var175;
	long var176;
	long var177;
	Softmax_LogForward_type_0 var178;
	float var179;
	float var180;

	;
	var3.field_0 = (Softmax_LogForward_type_0)view_0+var0.field_0;
	var3.field_1 = var0.field_1;
	;
	var4.field_0 = (Softmax_LogForward_type_0)view_1+var1.field_0;
	var4.field_1 = var1.field_1;
	local float var5[128];
	var6 = &var5[0];

	L_0: ;
	;
	;
	var15 =  get_local_id ( 0 );
	var7 = var15;
	var8 = -INFINITY;
	 goto L_1;

	L_1: ;
	var17 =  get_group_id ( 0 );
	var18 = (long)(int) var17;
	var19 = (long)(int) var2;
	var20 = (long)((long) var18 *  (long)var19);
	var21 =  var3.field_0;
	var22 = (int) var7 < (int) var2;
	if (var22)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var23 =  get_local_id ( 0 );
	var24 =  & var6[var23];
	 *  var24 =  var8;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var9 = 64;
	 goto L_4;

	L_4: ;
	var27 = (int) var9 > (int) 0;
	if (var27)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	;
	var28 =  *  var6;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var29 =  get_local_id ( 0 );
	var10 = var29;
	var11 = 0.0f;
	 goto L_7;

	L_7: ;
	var31 = (int) var10 < (int) var2;
	if (var31)
		 goto L_8;
	 goto L_9;

	L_9: ;
	;
	var32 =  get_local_id ( 0 );
	var33 =  & var6[var32];
	 *  var33 =  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var12 = 64;
	 goto L_10;

	L_10: ;
	var36 = (int) var12 > (int) 0;
	if (var36)
		 goto L_11;
	 goto L_12;

	L_12: ;
	;
	var37 =  *  var6;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var38 =  get_local_id ( 0 );
	var13 = var38;
	 goto L_13;

	L_13: ;
	var39 = (int) var13 < (int) var2;
	if (var39)
		 goto L_14;
	 goto L_15;

	L_15: ;
	 return ;

	L_14: ;
	var40 =  var4.field_0;
	var41 = (long)(int) var13;
	var42 = (long)((long) var20 +  (long)var41);
	var43 =  & var40[var42];
	var44 = (long)(int) var13;
	var45 = (long)((long) var20 +  (long)var44);
	var46 =  & var21[var45];
	var47 =  *  var46;
	var49 = (float) var37 < (float) INFINITY;
	var50 =  as_int (var37);
	var52 = (int)((int) var50 +  (int)4913933);
	var54 = (int)((int) var52 >>  (int)23);
	var56 = (int)((int) var54 -  (int)127);
	var57 = (float)(int) var56;
	var59 = (float)((float) var57 *  (float)0.693359375f);
	var61 = (float)((float) var57 *  (float)-0.000212194442f);
	var63 = (int)((int) var52 &  (int)8388607);
	var65 = (int)((int) var63 +  (int)1060439283);
	var66 =  as_float (var65);
	var68 = (float)((float) var66 -  (float)1.0f);
	var70 = (float)((float) var66 +  (float)1.0f);
	var71 = (float)((float) var68 /  (float)var70);
	var73 = (float)((float) var71 *  (float)2.0f);
	var75 = (float)((float) var71 *  (float)2.0f);
	var76 = (float)((float) var71 *  (float)var71);
	var77 = (float)((float) var75 *  (float)var76);
	var79 = (float)((float) var76 *  (float)0.111111112f);
	var81 = (float)((float) var79 +  (float)0.142857149f);
	var82 = (float)((float) var81 *  (float)var76);
	var84 = (float)((float) var82 +  (float)0.200000003f);
	var85 = (float)((float) var84 *  (float)var76);
	var87 = (float)((float) var85 +  (float)0.333333343f);
	var88 = (float)((float) var77 *  (float)var87);
	var89 = (float)((float) var73 +  (float)var88);
	var90 = (float)((float) var61 +  (float)var89);
	var91 = (float)((float) var59 +  (float)var90);
	var92 =  var49 ?  var91 :  var37;
	var93 = (float)((float) var28 +  (float)var92);
	var94 = (float)((float) var47 -  (float)var93);
	 *  var43 =  var94;
	var96 = (int)((int) var13 +  (int)128);
	var13 = var96;
	 goto L_13;

	L_11: ;
	var97 = (int) var32 >= (int) var12;
	if (var97)
		 goto L_16;
	 goto L_17;

	L_17: ;
	var98 =  & var6[var32];
	var99 =  *  var98;
	var100 = (int)((int) var32 +  (int)var12);
	var101 =  & var6[var100];
	var102 =  *  var101;
	var103 = (float)((float) var99 +  (float)var102);
	 *  var98 =  var103;
	 goto L_16;

	L_16: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var105 = (int)((int) var12 >>  (int)1);
	var12 = var105;
	 goto L_10;

	L_8: ;
	var107 = (int)((int) var10 +  (int)128);
	var108 = (long)(int) var10;
	var109 = (long)((long) var20 +  (long)var108);
	var110 =  & var21[var109];
	var111 =  *  var110;
	var112 = (float)((float) var111 -  (float)var28);
	var114 = (float) var112 > (float) 88.7228394f;
	var117 = (float) var112 < (float) -86.0f;
	var120 = (float)((float) var112 *  (float)1.44269502f);
	var122 = (float)((float) var120 +  (float)0.5f);
	var123 = (float) floor ((float)var122);
	var125 = (float)((float) var123 *  (float)0.693359375f);
	var126 = (float)((float) var112 -  (float)var125);
	var128 = (float)((float) var123 *  (float)-0.000212194442f);
	var129 = (float)((float) var126 -  (float)var128);
	var131 = (float)((float) var129 *  (float)0.000198412701f);
	var133 = (float)((float) var131 +  (float)0.00138888892f);
	var134 = (float)((float) var133 *  (float)var129);
	var136 = (float)((float) var134 +  (float)0.00833333377f);
	var137 = (float)((float) var136 *  (float)var129);
	var139 = (float)((float) var137 +  (float)0.0416666679f);
	var140 = (float)((float) var139 *  (float)var129);
	var142 = (float)((float) var140 +  (float)0.166666672f);
	var143 = (float)((float) var142 *  (float)var129);
	var145 = (float)((float) var143 +  (float)0.5f);
	var146 = (float)((float) var145 *  (float)var129);
	var148 = (float)((float) var146 +  (float)1.0f);
	var149 = (float)((float) var148 *  (float)var129);
	var151 = (float)((float) var149 +  (float)1.0f);
	var153 = (float)((float) var151 *  (float)2.0f);
	var154 = (int)(float) var123;
	var156 = (int)((int) var154 +  (int)126);
	var158 = (int)((int) var156 <<  (int)23);
	var159 =  as_float (var158);
	var160 = (float)((float) var153 *  (float)var159);
	var161 =  var117 ?  0.0f :  var160;
	var162 =  var114 ?  INFINITY :  var161;
	var163 = (float)((float) var11 +  (float)var162);
	var10 = var107;
	var11 = var163;
	 goto L_7;

	L_5: ;
	var164 = (int) var23 >= (int) var9;
	if (var164)
		 goto L_18;
	 goto L_19;

	L_19: ;
	var165 =  & var6[var23];
	var166 =  & var6[var23];
	var167 =  *  var166;
	var168 = (int)((int) var23 +  (int)var9);
	var169 =  & var6[var168];
	var170 =  *  var169;
	var171 = (float) fmax ((float)var167, (float)var170);
	 *  var165 =  var171;
	 goto L_18;

	L_18: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var173 = (int)((int) var9 >>  (int)1);
	var9 = var173;
	 goto L_4;

	L_2: ;
	var175 = (int)((int) var7 +  (int)128);
	var176 = (long)(int) var7;
	var177 = (long)((long) var20 +  (long)var176);
	var178 =  & var21[var177];
	var179 =  *  var178;
	var180 = (float) fmax ((float)var8, (float)var179);
	var7 = var175;
	var8 = var180;
	 goto L_1;

}

typedef global float* Softmax_LogBackward_type_0;
struct Softmax_LogBackward_type_1;
typedef local float* Softmax_LogBackward_type_2;

struct Softmax_LogBackward_type_1_kernel;
struct Softmax_LogBackward_type_1_kernel;
struct Softmax_LogBackward_type_1_kernel;

struct Softmax_LogBackward_type_1
{
	Softmax_LogBackward_type_0 field_0;
	long field_1;
};

struct Softmax_LogBackward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Softmax_LogBackward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Softmax_LogBackward_type_1_kernel var0,
	struct Softmax_LogBackward_type_1_kernel var1,
	struct Softmax_LogBackward_type_1_kernel var2,
	int var3,
	int var4)
{
	struct Softmax_LogBackward_type_1 var5;
	struct Softmax_LogBackward_type_1 var6;
	struct Softmax_LogBackward_type_1 var7;
	Softmax_LogBackward_type_2 var9;
	int var10;
	float var11;
	int var16;
	int var18;
	long var19;
	long var20;
	long var21;
	Softmax_LogBackward_type_0 var22;
	bool var23;
	int var12;
	int var24;
	Softmax_LogBackward_type_2 var25;
	bool var28;
	int var13;
	float var29;
	int var30;
	bool var31;
	float var14;
	Softmax_LogBackward_type_0 var32;
	long var33;
	long var34;
	Softmax_LogBackward_type_0 var35;
	float var36;
	Softmax_LogBackward_type_0 var37;
	long var38;
	long var39;
	Softmax_LogBackward_type_0 var40;
	float var41;
	bool var43;
	bool var46;
	float var49;
	float var51;
	float var52;
	float var54;
	float var55;
	float var57;
	float var58;
	float var60;
	float var62;
	float var63;
	float var65;
	float var66;
	float var68;
	float var69;
	float var71;
	float var72;
	float var74;
	float var75;
	float var77;
	float var78;
	float var80;
	float var82;
	int var83;
	int var85;
	int var87;
	float var88;
	float var89;
	float var90;
	float var91;
	float var92;
	float var93;
	bool var95;
	long var96;
	long var97;
	Softmax_LogBackward_type_0 var98;
	float var99;
	float var100;
	long var101;
	long var102;
	Softmax_LogBackward_type_0 var103;
	int var105;
	bool var106;
	Softmax_LogBackward_type_2 var107;
	float var108;
	int var109;
	Softmax_LogBackward_type_2 var110;
	float var111;
	float var112;
	int var114;
	int var116;
	long var117;
	long var118;
	Softmax_LogBackward_type_0 var119;
	float var120;
	float var121;

	;
	var5.field_0 = (Softmax_LogBackward_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Softmax_LogBackward_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;
	;
	var7.field_0 = (Softmax_LogBackward_type_0)view_2+var2.field_0;
	var7.field_1 = var2.field_1;
	local float var8[128];
	var9 = &var8[0];

	L_0: ;
	;
	;
	var16 =  get_local_id ( 0 );
	var10 = var16;
	var11 = 0.0f;
	 goto L_1;

	L_1: ;
	var18 =  get_group_id ( 0 );
	var19 = (long)(int) var18;
	var20 = (long)(int) var3;
	var21 = (long)((long) var19 *  (long)var20);
	var22 =  var6.field_0;
	var23 = (int) var10 < (int) var3;
	if (var23)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var24 =  get_local_id ( 0 );
	var25 =  & var9[var24];
	 *  var25 =  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var12 = 64;
	 goto L_4;

	L_4: ;
	var28 = (int) var12 > (int) 0;
	if (var28)
		 goto L_5;
	 goto L_6;

	L_6: ;
	;
	var29 =  *  var9;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var30 =  get_local_id ( 0 );
	var13 = var30;
	 goto L_7;

	L_7: ;
	var31 = (int) var13 < (int) var3;
	if (var31)
		 goto L_8;
	 goto L_9;

	L_9: ;
	 return ;

	L_8: ;
	;
	var32 =  var7.field_0;
	var33 = (long)(int) var13;
	var34 = (long)((long) var21 +  (long)var33);
	var35 =  & var22[var34];
	var36 =  *  var35;
	var37 =  var5.field_0;
	var38 = (long)(int) var13;
	var39 = (long)((long) var21 +  (long)var38);
	var40 =  & var37[var39];
	var41 =  *  var40;
	var43 = (float) var41 > (float) 88.7228394f;
	var46 = (float) var41 < (float) -86.0f;
	var49 = (float)((float) var41 *  (float)1.44269502f);
	var51 = (float)((float) var49 +  (float)0.5f);
	var52 = (float) floor ((float)var51);
	var54 = (float)((float) var52 *  (float)0.693359375f);
	var55 = (float)((float) var41 -  (float)var54);
	var57 = (float)((float) var52 *  (float)-0.000212194442f);
	var58 = (float)((float) var55 -  (float)var57);
	var60 = (float)((float) var58 *  (float)0.000198412701f);
	var62 = (float)((float) var60 +  (float)0.00138888892f);
	var63 = (float)((float) var62 *  (float)var58);
	var65 = (float)((float) var63 +  (float)0.00833333377f);
	var66 = (float)((float) var65 *  (float)var58);
	var68 = (float)((float) var66 +  (float)0.0416666679f);
	var69 = (float)((float) var68 *  (float)var58);
	var71 = (float)((float) var69 +  (float)0.166666672f);
	var72 = (float)((float) var71 *  (float)var58);
	var74 = (float)((float) var72 +  (float)0.5f);
	var75 = (float)((float) var74 *  (float)var58);
	var77 = (float)((float) var75 +  (float)1.0f);
	var78 = (float)((float) var77 *  (float)var58);
	var80 = (float)((float) var78 +  (float)1.0f);
	var82 = (float)((float) var80 *  (float)2.0f);
	var83 = (int)(float) var52;
	var85 = (int)((int) var83 +  (int)126);
	var87 = (int)((int) var85 <<  (int)23);
	var88 =  as_float (var87);
	var89 = (float)((float) var82 *  (float)var88);
	var90 =  var46 ?  0.0f :  var89;
	var91 =  var43 ?  INFINITY :  var90;
	var92 = (float)((float) var91 *  (float)var29);
	var93 = (float)((float) var36 -  (float)var92);
	var95 = (int) var4 == (int) 0;
	var14 = var93;
	if (var95)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var96 = (long)(int) var13;
	var97 = (long)((long) var21 +  (long)var96);
	var98 =  & var32[var97];
	var99 =  *  var98;
	var100 = (float)((float) var93 +  (float)var99);
	var14 = var100;
	 goto L_10;

	L_10: ;
	var101 = (long)(int) var13;
	var102 = (long)((long) var21 +  (long)var101);
	var103 =  & var32[var102];
	 *  var103 =  var14;
	var105 = (int)((int) var13 +  (int)128);
	var13 = var105;
	 goto L_7;

	L_5: ;
	var106 = (int) var24 >= (int) var12;
	if (var106)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var107 =  & var9[var24];
	var108 =  *  var107;
	var109 = (int)((int) var24 +  (int)var12);
	var110 =  & var9[var109];
	var111 =  *  var110;
	var112 = (float)((float) var108 +  (float)var111);
	 *  var107 =  var112;
	 goto L_12;

	L_12: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var114 = (int)((int) var12 >>  (int)1);
	var12 = var114;
	 goto L_4;

	L_2: ;
	var116 = (int)((int) var10 +  (int)128);
	var117 = (long)(int) var10;
	var118 = (long)((long) var21 +  (long)var117);
	var119 =  & var22[var118];
	var120 =  *  var119;
	var121 = (float)((float) var11 +  (float)var120);
	var10 = var116;
	var11 = var121;
	 goto L_1;

}
